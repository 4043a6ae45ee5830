from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshop", "0005_decks_are_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="begun_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
