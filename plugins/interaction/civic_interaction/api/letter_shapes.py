"""The shapes of what is sent and answered. What is stored as JSON (rows, pages of letters) is held to them by a test."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic_interaction.enums import Asked, CaseState, ChannelKind, Concern, Event, FileKind, PublicationRule

BIGGEST = 2**63 - 1
LONGEST = 20_000


class LetterUnit(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class ChannelNamed(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class LetterChannelRow(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(ChannelKind.choices)
    kind_label = serializers.CharField()
    introduction = serializers.CharField(allow_blank=True)
    receiver = LetterUnit(allow_null=True, help_text=_("Empty where the citizen chooses whom to write to."))
    requires_real_name = serializers.BooleanField()
    publication = serializers.ChoiceField(PublicationRule.choices)
    publication_label = serializers.CharField()


class LetterChannelList(serializers.Serializer):
    results = LetterChannelRow(many=True)


class FieldAsked(serializers.Serializer):
    name = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    asked = serializers.ChoiceField([Asked.OPTIONAL.value, Asked.REQUIRED.value])


class CategoryOffered(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class ReplyLimit(serializers.Serializer):
    step = serializers.ChoiceField(["accept", "assign", "answer", "answer_again"])
    sentence = serializers.CharField(help_text=_("The limit in words."))


class ReplyLimits(serializers.Serializer):
    effective_from = serializers.DateField()
    limits = ReplyLimit(many=True)
    basis = serializers.CharField(help_text=_("Document and article that set these limits."))
    is_verified = serializers.BooleanField(help_text=_("Somebody has read these figures in the document."))


class UploadsTaken(serializers.Serializer):
    kinds = serializers.ListField(child=serializers.ChoiceField(FileKind.choices))
    most = serializers.IntegerField(help_text=_("So many files with one letter."))
    bytes = serializers.IntegerField(help_text=_("No file may be larger."))


class LetterChannel(LetterChannelRow):
    receivers = LetterUnit(
        many=True, help_text=_("The units to choose from; empty where the channel has one receiver.")
    )
    fields_asked = FieldAsked(many=True)
    categories = CategoryOffered(many=True)
    reply_limits = ReplyLimits(
        allow_null=True, help_text=_("Empty while the channel has no limits, and takes no letters.")
    )
    longest_title = serializers.IntegerField()
    longest_text = serializers.IntegerField()
    uploads = UploadsTaken()


class LetterProof(serializers.Serializer):
    is_required = serializers.BooleanField()
    challenge = serializers.DictField(help_text=_("For the widget of altcha, version 2 of its format."))
    question = serializers.CharField(help_text=_("For those without JavaScript: a question in words."))
    question_token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class LetterProofPicture(serializers.Serializer):
    picture = serializers.CharField(help_text=_("Five figures: a PNG as the value of `src`."))
    question_token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class FileSent(serializers.Serializer):
    file = serializers.FileField(
        allow_empty_file=True,
        error_messages={
            "required": _("Choose a file."),
            "invalid": _("Choose a file."),
            "no_name": _("Choose a file."),
        },
    )


class FileKept(serializers.Serializer):
    token = serializers.CharField(help_text=_("Named in `uploads` of the letter."))
    kind = serializers.ChoiceField(FileKind.choices, help_text=_("By its content."))
    size = serializers.IntegerField(help_text=_("In bytes."))
    expires_at = serializers.DateTimeField(help_text=_("Until then a letter may take it."))


def _text(**more: Any) -> serializers.CharField:
    return serializers.CharField(
        required=False, allow_blank=True, default="", trim_whitespace=False, max_length=LONGEST, **more
    )


def _tokens() -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(max_length=64),
        required=False,
        default=list,
        max_length=50,
        help_text=_("Tokens of the upload step."),
    )


class ProofSent(serializers.Serializer):
    """The sign that a person sends it: `api/proof.py`."""

    website = _text(help_text=_("Leave empty; hidden on the form, for programs that fill in everything."))
    proof = _text(help_text=_("What the altcha widget found."))
    question_token = _text(help_text=_("Of the question or of the picture."))
    question_answer = _text()

    def validate_website(self, value: str) -> str:
        if value:
            raise serializers.ValidationError(_("Please leave this field empty."))
        return value


class LetterSent(ProofSent):
    """Lengths and what must be filled in are the channel's business: `domain/check_submission.py`."""

    channel = serializers.CharField(max_length=40, help_text=_("Code of the channel."))
    title = _text()
    text = _text()
    category = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=BIGGEST)
    addressed_to = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=32,
        help_text=_("Code of the unit, where there is a choice."),
    )
    consents_to_publication = serializers.BooleanField(required=False, default=False)
    uploads = _tokens()
    name = _text()
    phone = _text()
    mail = _text()
    id_number = _text()
    address = _text()
    organisation = _text()
    credit_code = _text()


class LetterReceipt(serializers.Serializer):
    receipt_number = serializers.CharField()
    query_code = serializers.CharField(help_text=_("Shown this once; nobody can find it out again."))
    received_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    due_day = serializers.CharField(allow_blank=True, help_text=_("The due date in words, with its weekday."))
    is_provisional = serializers.BooleanField(help_text=_("The holidays of that year have not been announced."))
    explanation = serializers.ListField(
        child=serializers.CharField(), help_text=_("How the due date is reckoned, sentence by sentence.")
    )
    next_step = serializers.CharField(allow_blank=True)


class CodeSent(serializers.Serializer):
    receipt_number = serializers.CharField(max_length=40)
    query_code = serializers.CharField(
        max_length=60, help_text=_("16 characters; blanks, hyphens and case do not matter.")
    )


class SupplementSent(CodeSent, ProofSent):
    text = _text()
    uploads = _tokens()


class CaseChosen(CodeSent):
    case_number = serializers.CharField(
        required=False,
        allow_blank=True,
        default="",
        max_length=40,
        help_text=_("Where the letter became several cases."),
    )


class RatingSent(CaseChosen, ProofSent):
    score = serializers.IntegerField(
        min_value=1, max_value=5, help_text=_("5: very satisfied … 1: not satisfied at all.")
    )
    text = _text()


class EventTold(serializers.Serializer):
    event = serializers.ChoiceField(Event.choices)
    on = serializers.DateField()
    day = serializers.CharField(help_text=_("The day in words, with its weekday."))
    sentence = serializers.CharField()


class AnswerSent(serializers.Serializer):
    text = serializers.CharField()
    unit = serializers.CharField()
    sent_on = serializers.DateField()


class TrackedCase(serializers.Serializer):
    number = serializers.CharField()
    title = serializers.CharField()
    state = serializers.ChoiceField(CaseState.choices)
    state_label = serializers.CharField()
    timeline = EventTold(many=True)
    next_step = serializers.CharField(allow_blank=True)
    due_on = serializers.DateField(allow_null=True)
    due_day = serializers.CharField(allow_blank=True)
    is_provisional = serializers.BooleanField()
    is_overdue = serializers.BooleanField()
    explanation = serializers.ListField(child=serializers.CharField())
    answers = AnswerSent(many=True)
    closing_reason = serializers.CharField(allow_blank=True)
    closing_note = serializers.CharField(allow_blank=True)
    rate_until = serializers.DateField(allow_null=True)
    score = serializers.IntegerField(allow_null=True)
    may = serializers.ListField(
        child=serializers.ChoiceField(Event.choices), help_text=_("What the citizen may do now.")
    )


class TrackedLetter(serializers.Serializer):
    receipt_number = serializers.CharField()
    channel = ChannelNamed()
    received_at = serializers.DateTimeField()
    supplements = serializers.IntegerField(help_text=_("How often something was added."))
    cases = TrackedCase(many=True)


class PublicLetterRow(serializers.Serializer):
    id = serializers.IntegerField()
    url = serializers.CharField(help_text=_("Address on the public site, from its root."))
    title = serializers.CharField()
    channel = ChannelNamed()
    category = serializers.CharField(allow_blank=True)
    concern = serializers.ChoiceField(Concern.choices)
    unit = LetterUnit(help_text=_("Who answered."))
    received_on = serializers.DateField()
    accepted_on = serializers.DateField()
    answered_on = serializers.DateField()
    published_at = serializers.DateTimeField(help_text=_("First publication. It never changes."))
    updated_at = serializers.DateTimeField()


class PublicLetterList(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = PublicLetterRow(many=True)


class PublicLetterPage(PublicLetterRow):
    question = serializers.CharField()
    answer = serializers.CharField()
    version = serializers.IntegerField()
    correction = serializers.CharField(allow_blank=True, help_text=_("What this version corrects."))


class PublicLetterVersion(serializers.Serializer):
    version = serializers.IntegerField()
    since = serializers.DateTimeField()
    until = serializers.DateTimeField(allow_null=True)
    correction = serializers.CharField(allow_blank=True)
    answer = serializers.CharField(allow_null=True, help_text=_("Empty where more was covered later."))


class PublicLetterHistory(serializers.Serializer):
    results = PublicLetterVersion(many=True)


class FigureDefined(serializers.Serializer):
    figure = serializers.CharField()
    definition = serializers.CharField()


class FiguresShown(serializers.Serializer):
    received = serializers.IntegerField()
    accepted = serializers.IntegerField()
    answered = serializers.IntegerField()
    on_time = serializers.IntegerField()
    due = serializers.IntegerField()
    on_time_share = serializers.FloatField(allow_null=True)
    average_days = serializers.FloatField(allow_null=True)
    rated = serializers.IntegerField()
    satisfaction = serializers.FloatField(allow_null=True)
    satisfied_share = serializers.FloatField(allow_null=True)


class FiguresOfGroup(FiguresShown):
    code = serializers.CharField()
    name = serializers.CharField()


class LetterStatistics(serializers.Serializer):
    year = serializers.IntegerField()
    years = serializers.ListField(child=serializers.IntegerField(), help_text=_("Years that have letters."))
    counted_on = serializers.DateField()
    minimum = serializers.IntegerField(help_text=_("Averages and shares of fewer cases are not published."))
    definitions = FigureDefined(many=True)
    total = FiguresShown()
    channels = FiguresOfGroup(many=True)
    units = FiguresOfGroup(many=True)
