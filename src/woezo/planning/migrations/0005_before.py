import django.db.models.deletion
from django.db import migrations, models


def join(apps, schema_editor):
    """Until now each version was made from the one whose number is less by one: others were dropped."""
    revisions = apps.get_model("planning", "Revision").objects
    for plan in apps.get_model("planning", "Plan").objects.order_by("pk"):
        last = None
        rows = list(revisions.filter(plan=plan).defer("text").order_by("number"))
        for row in rows:
            row.before, last = last, row
        revisions.bulk_update(rows, ["before"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0004_told'),
    ]

    operations = [
        migrations.AddField(
            model_name='revision',
            name='before',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='after', to='planning.revision'),
        ),
        migrations.RunPython(join, migrations.RunPython.noop),
    ]
