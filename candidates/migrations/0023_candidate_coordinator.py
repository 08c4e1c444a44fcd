import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('candidates', '0022_models_by_their_terms'),
    ]

    operations = [
        migrations.AddField(
            model_name='candidate',
            name='coordinator',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='coordinator'),
        ),
    ]
