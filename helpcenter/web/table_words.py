"""The interface's words for files of tables, wherever one is brought."""

from helpcenter.i18n.workbooks import LARGEST
from helpcenter.web.heavy_uploads import say_before_sending
from helpcenter.web.locale import _l

FILE_PROBLEMS = {
    "workbook": _l(
        "This file cannot be read. Save it again in your spreadsheet program (.xlsx, .ods or CSV), or copy the cells and paste them below."
    ),
    "locked": _l("A password protects this file. Save it without one, or copy the cells and paste them below."),
    "heavy": _l("This workbook is too large to be read. Copy only the lines that matter and paste them below."),
    "encoding": _l("This file is not a table. Save it in your spreadsheet program (.xlsx, .ods or CSV), or paste the cells below."),
    "broken": _l("This table cannot be read. Save it once more (.xlsx, .ods or CSV), or paste the cells below."),
}
# The same for who runs a command.
COMMAND_PROBLEMS = {
    "workbook": "this workbook cannot be read: save it again, or as CSV",
    "locked": "a password protects this workbook",
    "heavy": "this workbook is too large to be read",
    "encoding": "this file is not a table: save it as .xlsx, .ods or CSV",
    "broken": "this table cannot be read",
}
# The window that chooses a file offers these first.
TABLE_FIELD = {"accept": ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,text/csv", **say_before_sending(LARGEST, FILE_PROBLEMS["heavy"])}
