"""演示: the findings for the meeting room, a screen each."""

from sydata.ui.briefing import briefing
from sydata.ui.open_page import open_page
from sydata.ui.presenting import screen

page = open_page("present")
screen(page, briefing(page))
