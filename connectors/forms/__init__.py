from connectors.forms.create import PEOPLE_SHOWN, CreateForm
from connectors.forms.issues import ALL, IssueFilter
from connectors.forms.keys import KeyForm
from connectors.forms.notices import NoticeForm
from connectors.forms.panel import PanelForm
from connectors.forms.writes import PLACES, RescheduleForm, StartForm

__all__ = [
    "ALL",
    "PEOPLE_SHOWN",
    "PLACES",
    "CreateForm",
    "IssueFilter",
    "KeyForm",
    "NoticeForm",
    "PanelForm",
    "RescheduleForm",
    "StartForm",
]
