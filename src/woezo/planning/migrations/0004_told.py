import django.db.models.deletion
from django.db import migrations, models

from woezo.workforce.promises.disclosure import Ledger, counted, decide
from woezo.workforce.promises.observed import COUNTS, INDICATORS, Observation


def tell(apps, schema_editor):
    """Until now it was worked out from day to day each time that somebody looked: so it is decided once, in that order."""
    Headcount, Told = apps.get_model("planning", "Headcount"), apps.get_model("planning", "Told")
    for plan in apps.get_model("planning", "Plan").objects.all():
        ledgers = {name: Ledger() for name in INDICATORS}
        rows = list(Headcount.objects.filter(plan=plan).order_by("day"))
        for row in rows:
            one = Observation(row.day, *(getattr(row, name) for name in (*COUNTS, *INDICATORS)))
            row.told = " ".join(sorted(decide(ledgers, one, counted(one))))
        if rows:
            Headcount.objects.bulk_update(rows, ["told"], batch_size=200)
            Told.objects.bulk_create(Told(plan=plan, indicator=name, figures=one.figures) for name, one in ledgers.items())


class Migration(migrations.Migration):

    dependencies = [
        ('planning', '0003_site_files'),
    ]

    operations = [
        migrations.AddField(
            model_name='headcount',
            name='told',
            field=models.CharField(blank=True, default='', max_length=40),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name='Told',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator', models.CharField(max_length=12)),
                ('figures', models.JSONField()),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='told', to='planning.plan')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'indicator'), name='told_indicator')],
            },
        ),
        migrations.RunPython(tell, migrations.RunPython.noop),
    ]
