"""What a command's key stands for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.AddField("command", "request", models.CharField(default="", max_length=64))]
