"""What the public API says of opinion collections: shapes for the schema and for reading what is sent."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from civic_interaction.api.letter_shapes import ProofSent, UploadsTaken
from civic_interaction.clauses import ClauseKind, Difference, PieceKind, Standing
from civic_interaction.enums import CollectionKind, Decision, FileKind, Moderation, Phase, Voice

#: As choices, so that the schema has one name for them.
CLAUSE_KINDS = [(kind.value, kind.value) for kind in ClauseKind]


class AskingUnit(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()


class CollectionRow(serializers.Serializer):
    id = serializers.IntegerField()
    title = serializers.CharField()
    kind = serializers.ChoiceField(CollectionKind.choices)
    unit = AskingUnit()
    phase = serializers.ChoiceField(Phase.choices)
    opens_on = serializers.DateField()
    closes_on = serializers.DateField()
    announced_at = serializers.DateTimeField()
    reported_at = serializers.DateTimeField(allow_null=True)
    received = serializers.IntegerField()


class CollectionList(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = CollectionRow(many=True)


class VersionRow(serializers.Serializer):
    number = serializers.IntegerField()
    note = serializers.CharField()
    published_at = serializers.DateTimeField()


class Happening(serializers.Serializer):
    step = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    at = serializers.DateTimeField()
    reason = serializers.CharField()


class FileOfCollection(serializers.Serializer):
    title = serializers.CharField()
    kind = serializers.ChoiceField(FileKind.choices)
    media_type = serializers.CharField()
    size = serializers.IntegerField(help_text=_("In bytes."))
    url = serializers.CharField(help_text=_("Where it is downloaded, below the address of the site."))


class CollectionDetail(CollectionRow):
    background = serializers.CharField()
    contact = serializers.CharField()
    shortened_reason = serializers.CharField()
    basis = serializers.CharField()
    shows_opinions = serializers.BooleanField()
    requires_real_name = serializers.BooleanField()
    longest_text = serializers.IntegerField()
    uploads = UploadsTaken()
    cancelled_reason = serializers.CharField()
    results_due_on = serializers.DateField(allow_null=True)
    results_overdue_since = serializers.DateField(allow_null=True)
    legal_review_on = serializers.DateField(allow_null=True)
    files = FileOfCollection(many=True)
    versions = VersionRow(many=True)
    timeline = Happening(many=True)


class ClauseOfVersion(serializers.Serializer):
    anchor = serializers.CharField()
    kind = serializers.ChoiceField(CLAUSE_KINDS)
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    text = serializers.CharField()
    parent = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    depth = serializers.IntegerField()
    opinions = serializers.IntegerField()


class DraftOfVersion(VersionRow):
    collection = serializers.IntegerField()
    clauses = ClauseOfVersion(many=True)


class PieceOfClause(serializers.Serializer):
    kind = serializers.ChoiceField([kind.value for kind in PieceKind])
    text = serializers.CharField()


class ChangedClause(serializers.Serializer):
    difference = serializers.ChoiceField([one.value for one in Difference])
    kind = serializers.ChoiceField(CLAUSE_KINDS)
    depth = serializers.IntegerField()
    old_anchor = serializers.CharField(allow_null=True)
    new_anchor = serializers.CharField(allow_null=True)
    old_label = serializers.CharField()
    new_label = serializers.CharField()
    is_moved = serializers.BooleanField()
    pieces = PieceOfClause(many=True)


class DraftComparison(serializers.Serializer):
    old = serializers.IntegerField()
    new = serializers.IntegerField()
    counts = serializers.DictField(child=serializers.IntegerField())
    clauses = ChangedClause(many=True)


class QuotedPassage(serializers.Serializer):
    version = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # the metaclass takes it off the class
    text = serializers.CharField()
    standing = serializers.ChoiceField([one.value for one in Standing])
    anchor = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class OutcomeOfOpinion(serializers.Serializer):
    decision = serializers.ChoiceField(Decision.choices)
    reason = serializers.CharField()


class PublicOpinion(serializers.Serializer):
    id = serializers.IntegerField()
    text = serializers.CharField()
    voice = serializers.ChoiceField(Voice.choices)
    received_on = serializers.DateField()
    quote = QuotedPassage(allow_null=True)
    group = serializers.IntegerField(allow_null=True)
    outcome = OutcomeOfOpinion(allow_null=True)


class OpinionList(serializers.Serializer):
    next = serializers.CharField(allow_null=True)
    results = PublicOpinion(many=True)


class GroupOutcome(OutcomeOfOpinion):
    group = serializers.IntegerField()
    title = serializers.CharField()
    opinions = serializers.IntegerField()


class CollectionResults(serializers.Serializer):
    report = serializers.CharField()
    published_at = serializers.DateTimeField()
    figures = serializers.DictField(child=serializers.IntegerField())
    groups = GroupOutcome(many=True)


class OpinionSent(ProofSent):
    """What a citizen sends. `version`, `anchor` and `quoted` say what it is about; without them it is about the whole."""

    text = serializers.CharField(trim_whitespace=False, max_length=20_000)
    version = serializers.IntegerField(required=False, min_value=1, max_value=32_767)
    anchor = serializers.CharField(required=False, allow_blank=True, max_length=120)
    quoted = serializers.CharField(required=False, allow_blank=True, max_length=5000, trim_whitespace=False)
    quoted_from = serializers.IntegerField(required=False, allow_null=True, min_value=0)
    voice = serializers.ChoiceField(Voice.choices, default=Voice.PERSON)
    name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    phone = serializers.CharField(required=False, allow_blank=True, max_length=200)
    mail = serializers.CharField(required=False, allow_blank=True, max_length=200)
    organisation = serializers.CharField(required=False, allow_blank=True, max_length=200)
    consents_to_publication = serializers.BooleanField(default=False)
    uploads = serializers.ListField(child=serializers.CharField(max_length=64), required=False, max_length=20)


class ReceiptOfOpinion(serializers.Serializer):
    receipt_number = serializers.CharField()
    query_code = serializers.CharField()


class OwnOpinionAsked(serializers.Serializer):
    receipt_number = serializers.CharField(max_length=40)
    query_code = serializers.CharField(max_length=40)


class OwnOpinion(serializers.Serializer):
    receipt_number = serializers.CharField()
    collection = serializers.IntegerField()
    text = serializers.CharField()
    received_at = serializers.DateTimeField()
    standing = serializers.ChoiceField(Moderation.choices)
    outcome = OutcomeOfOpinion(allow_null=True)


class FollowingAsked(ProofSent):
    mail = serializers.CharField(max_length=200)


class FollowingToken(serializers.Serializer):
    token = serializers.CharField(max_length=80)


class Done(serializers.Serializer):
    detail = serializers.CharField()
