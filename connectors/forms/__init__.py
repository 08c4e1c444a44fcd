from connectors.forms.issues import ALL, IssueFilter
from connectors.forms.writes import CreateForm, RescheduleForm

__all__ = ["ALL", "CreateForm", "IssueFilter", "RescheduleForm"]
