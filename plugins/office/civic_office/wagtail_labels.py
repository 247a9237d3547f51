"""Labels that Wagtail makes out of Python names ("Link text" of `link_text`) and never hands to gettext: we do.

Wagtail's own strings are translated by the catalogue in `overlay_locale`; so are these. A label that Wagtail learns to give is
left alone.
"""

from django.forms import Form
from django.forms.utils import pretty_name
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy


def translate_labels() -> None:
    """Give the nameless fields of Wagtail's forms and the nameless columns of its tables a label in the editor's language."""
    for form, names in find_nameless_fields().items():
        for name in names:
            if form.base_fields[name].label is None:
                form.base_fields[name].label = gettext_lazy(pretty_name(name))
    from wagtail.sites.views import IndexView  # plc0415: Wagtail's views need loaded models

    for column in IndexView.columns:
        if column.label == capfirst(column.name.replace("_", " ")):
            column.label = gettext_lazy(column.label)


def find_nameless_fields() -> dict[type[Form], tuple[str, ...]]:
    """Form → its fields without a label of their own that an editor can meet."""
    # plc0415: Wagtail's forms need loaded models
    from wagtail.admin.forms import auth, choosers, workflows  # plc0415: as above
    from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm  # plc0415: as above
    from wagtail.users.forms import PagePermissionsForm  # plc0415: as above
    from wagtail.users.views.bulk_actions.assign_role import RoleForm  # plc0415: as above

    return {
        auth.LoginForm: ("password",),
        choosers.AnchorLinkChooserForm: ("link_text",),
        choosers.EmailLinkChooserForm: ("email_address", "link_text", "subject", "body"),
        choosers.ExternalLinkChooserForm: ("link_text",),
        choosers.PhoneLinkChooserForm: ("phone_number", "link_text"),
        workflows.WorkflowContentTypeForm: ("content_types",),
        workflows.WorkflowPageForm: ("page",),
        DefaultPageForm: ("include_descendants",),
        PagePermissionsForm: ("page",),
        RoleForm: ("role",),
    }
