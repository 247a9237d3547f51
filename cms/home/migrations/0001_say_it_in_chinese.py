"""What Wagtail's own migrations leave in a new database, in Chinese; and without its groups that may publish.

Publishing is the review's alone: a group with the permission to publish would be offered what the gate then refuses.
"""

from django.db import migrations

#: Title as Wagtail makes it → as an office reads it.
TITLES = {"Root": "全部页面", "Welcome to your new Wagtail site!": "网站首页"}
GROUPS = ("Editors", "Moderators")
WORKFLOW = "Moderators approval"


def say_it_in_chinese(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    for title, chinese in TITLES.items():
        Page.objects.filter(title=title, depth__lte=2).update(title=chinese, draft_title=chinese)
    apps.get_model("wagtailcore", "Collection").objects.filter(name="Root", depth=1).update(name="全部文件")
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=WORKFLOW).delete()
    apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name=WORKFLOW).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS, user=None).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0025_alter_image_file_alter_rendition_file"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(say_it_in_chinese, migrations.RunPython.noop)]
