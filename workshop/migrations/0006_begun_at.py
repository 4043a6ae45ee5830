from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workshop", "0003_helpers"),
    ]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="begun_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
