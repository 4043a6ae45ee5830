from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "workshop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from questions.signals import room_changed
        from workshop.room.nudges import nudge_on_change

        room_changed.connect(nudge_on_change, dispatch_uid="workshop.nudge")
