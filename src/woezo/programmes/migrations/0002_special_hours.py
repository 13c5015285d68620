"""Special hours for a date. A site's days go: nothing used them; a site's calendar comes with planning."""

from django.db import migrations, models
import django.db.models.deletion


def usual(apps, schema_editor):
    holiday = apps.get_model("programmes", "Holiday")
    holiday.objects.filter(programme__isnull=True).delete()
    holiday.objects.filter(closed=False).update(rule="usual")


class Migration(migrations.Migration):

    dependencies = [("programmes", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="holiday",
            name="rule",
            field=models.CharField(
                choices=[("closed", "Closed"), ("usual", "Open at the usual hours"), ("special", "Open at other hours")],
                default="closed",
                max_length=8,
            ),
        ),
        migrations.AddField(model_name="holiday", name="opens", field=models.TimeField(blank=True, null=True)),
        migrations.AddField(model_name="holiday", name="closes", field=models.TimeField(blank=True, null=True)),
        migrations.RunPython(usual, migrations.RunPython.noop),
        migrations.RemoveField(model_name="holiday", name="closed"),
        migrations.RemoveField(model_name="holiday", name="site"),
        migrations.AlterField(
            model_name="holiday",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="holidays", to="programmes.programme"
            ),
        ),
        migrations.AlterModelOptions(name="holiday", options={"ordering": ["date", "opens", "id"]}),
        migrations.AddConstraint(
            model_name="holiday",
            constraint=models.CheckConstraint(
                condition=models.Q(rule="special", opens__isnull=False, closes__isnull=False)
                | models.Q(rule__in=["closed", "usual"], opens__isnull=True, closes__isnull=True),
                name="holiday_hours",
            ),
        ),
    ]
