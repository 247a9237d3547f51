"""What a citizen is told about a file that is not taken: what is wrong, and what to do instead."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from civic_interaction.files.verdicts import Code, Limits

AS_PDF = _("Please save it as PDF (“Save as” or “Export”) and send that.")

SENTENCES: dict[Code, Any] = {
    Code.EMPTY: _("This file is empty."),
    Code.TOO_LARGE: _(
        "This file is larger than %(megabytes)s MB. Please make it smaller, or send it in several parts."
    ),
    Code.UNSUPPORTED: _(
        "Files of this kind cannot be taken. We take PDF, OFD, Word (doc, docx), WPS, Excel (xlsx), JPG, PNG, TXT and CSV."
    ),
    Code.OLD_OFFICE: _(
        "Old Excel and PowerPoint files cannot be taken. Please save a table as XLSX, a presentation as PDF, and send that."
    ),
    Code.OTHER_PICTURE: _(
        "Of pictures we take JPG and PNG only. Please save it as one of these, or take a screenshot."
    ),
    Code.ARCHIVE: _("Archives cannot be taken. Please unpack it and send the files in it one by one."),
    Code.PROGRAM: _("This is a program and not a document. It cannot be taken."),
    Code.MARKUP: _("Web pages and drawings for the web cannot be taken. Please print it as PDF, or take a screenshot."),
    Code.RTF: _("RTF files cannot be taken. Please save it as DOCX or PDF and send that."),
    Code.PASSWORD: _("This file asks for a password. Please take the password away and send it again."),
    Code.MACROS: _("This file holds macros, which could do harm. %(as_pdf)s"),
    Code.OBJECTS: _("This file holds objects of other programs, sound or film, which could do harm. %(as_pdf)s"),
    Code.EMBEDDED: _("Other files are hidden in this file. Please send those one by one, and this one without them."),
    Code.DDE: _("This file holds commands that start other programs. %(as_pdf)s"),
    Code.REMOTE: _("This file loads a template, pictures or data from elsewhere when it is opened. %(as_pdf)s"),
    Code.ENTITIES: _("This file is built in a way that could do harm. Please open it, save it again and send it."),
    Code.SCRIPTS: _("This file holds a script. Please print it into a new PDF and send that."),
    Code.ACTIONS: _(
        "A button or a link in this file starts a program or opens another file. Please take it away, or send a screenshot."
    ),
    Code.DISGUISED: _("Something else is hidden in this file. Please open it, save it again and send it."),
    Code.BROKEN: _("This file is damaged or came incompletely. Please look whether it opens, and send it again."),
    Code.BOMB: _("This file unpacks to far more than a document holds. It cannot be taken."),
    Code.PIXELS: _(
        "This picture has more than %(megapixels)s million points. Please make it smaller and send it again."
    ),
    Code.SLOW: _("This file is too complicated to be checked. %(as_pdf)s"),
    Code.VIRUS: _("The virus scanner has found something in this file. It was not taken. Please check your computer."),
}


def sentence_for(code: Code, *, limits: Limits) -> str:
    values = {
        "megabytes": limits.file_bytes // 2**20,
        "megapixels": limits.pixels // 1_000_000,
        "as_pdf": AS_PDF,
    }
    return str(SENTENCES[code] % values)
