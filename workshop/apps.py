from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "workshop"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from questions.signals import room_changed
        from workshop.room.nudges import nudge_on_change
        from workshop.room.phone_page import forget_on_change

        # Forgotten before anybody is told, so that nobody gets the page as it was.
        room_changed.connect(forget_on_change, dispatch_uid="workshop.phone_page")
        room_changed.connect(nudge_on_change, dispatch_uid="workshop.nudge")
