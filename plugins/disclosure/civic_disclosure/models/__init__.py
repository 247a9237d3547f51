from civic_disclosure.models.city import CityLoad
from civic_disclosure.models.duties import Duty
from civic_disclosure.models.freshness import Freshness, FreshnessLimit
from civic_disclosure.models.imports import ImportApproval, ImportBatch, ImportedItem, ImportRow
from civic_disclosure.models.numbering import NumberCounter, NumberRule
from civic_disclosure.models.pages import (
    CatalogueRoot,
    ChannelPage,
    ColumnPage,
    InCatalogue,
    ItemAttachment,
    ItemPage,
    PortalPage,
    UnitCatalogue,
)
from civic_disclosure.models.previews import DraftPreview
from civic_disclosure.models.published import Placement, PublishedFile, PublishedItem, PublishedLink
from civic_disclosure.models.site import SiteFacts
from civic_disclosure.models.status_notes import StatusNote
from civic_disclosure.models.subjects import Subject
from civic_disclosure.models.templates import ColumnTemplate, TemplateColumn

__all__ = [
    "CatalogueRoot",
    "ChannelPage",
    "CityLoad",
    "ColumnPage",
    "ColumnTemplate",
    "DraftPreview",
    "Duty",
    "Freshness",
    "FreshnessLimit",
    "ImportApproval",
    "ImportBatch",
    "ImportRow",
    "ImportedItem",
    "InCatalogue",
    "ItemAttachment",
    "ItemPage",
    "NumberCounter",
    "NumberRule",
    "Placement",
    "PortalPage",
    "PublishedFile",
    "PublishedItem",
    "PublishedLink",
    "SiteFacts",
    "StatusNote",
    "Subject",
    "TemplateColumn",
    "UnitCatalogue",
]
