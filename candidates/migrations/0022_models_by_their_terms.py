from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('candidates', '0021_many_at_once'),
    ]

    operations = [
        migrations.RenameModel('Guess', 'FailedLogin'),
        migrations.RenameModel('Sitting', 'UserSession'),
        migrations.RemoveConstraint('manyatonce', 'many_at_once_by_key'),
        migrations.RemoveConstraint('oneofmany', 'one_of_many_once'),
        migrations.RemoveIndex('oneofmany', 'one_of_many_by_outcome'),
        migrations.RenameIndex('manyatonce', old_name='many_at_once_due', new_name='bulk_action_due'),
        migrations.RenameModel('ManyAtOnce', 'BulkAction'),
        migrations.RenameModel('OneOfMany', 'BulkActionRow'),
        migrations.RenameField('bulkactionrow', 'errand', 'bulk_action'),
        migrations.AddConstraint(
            'bulkaction', models.UniqueConstraint(fields=('company', 'key'), name='bulk_action_by_key')
        ),
        migrations.AddConstraint(
            'bulkactionrow',
            models.UniqueConstraint(fields=('bulk_action', 'number'), name='bulk_action_row_once'),
        ),
        migrations.AddIndex(
            'bulkactionrow',
            models.Index(fields=['bulk_action', 'outcome', 'number'], name='bulk_action_row_by_outcome'),
        ),
    ]
