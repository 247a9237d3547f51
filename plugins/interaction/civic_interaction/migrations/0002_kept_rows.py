from django.db import migrations

from civic_interaction.triggers.letters import KEPT, create_triggers, drop_triggers


def create(apps, schema_editor):
    columns = {
        model._meta.db_table: [field.column for field in model._meta.local_concrete_fields]
        for model in apps.get_app_config("civic_interaction").get_models()
        if model._meta.db_table in KEPT
    }
    for statement in create_triggers(schema_editor.connection.vendor, columns):
        schema_editor.execute(statement, params=None)


def drop(apps, schema_editor):
    for statement in drop_triggers(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Letters, supplements and events are kept as they were written, whoever asks the database."""

    dependencies = [("civic_interaction", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
