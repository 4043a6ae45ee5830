"""Which page goes where. The console's, behind a cookie, stand together."""

from __future__ import annotations

from django.urls import path, register_converter

from workshop.join_code import JoinCodeConverter
from workshop.views import (
    board,
    console,
    health,
    join,
    phone,
    pictures,
    rehearsal,
    results,
    said,
    screen,
)

register_converter(JoinCodeConverter, "code")

handler404 = "workshop.views.sorry.not_found"
handler500 = "workshop.views.sorry.server_error"

presenter_urls = [
    path("<code:code>/console/", console.console, name="console"),
    path("<code:code>/console/now/", console.now, name="console-now"),
    path("<code:code>/console/step/", console.step, name="step"),
    path("<code:code>/console/begin/", console.begin, name="begin"),
    path("<code:code>/console/jump/", console.jump, name="jump"),
    path("<code:code>/console/phase/", console.phase, name="phase"),
    path("<code:code>/console/undo/", console.undo, name="undo-press"),
    path("<code:code>/console/go-on/", console.go_on, name="go-on"),
    path("<code:code>/console/display/", results.display, name="display"),
    path("<code:code>/console/in-view/", results.in_view, name="in-view"),
    path("<code:code>/console/countdown/", results.countdown, name="countdown"),
    path("<code:code>/console/helper/", results.invite, name="invite"),
    path("<code:code>/console/held-words/", results.held_words, name="held-words"),
    path("<code:code>/console/rehearsal/start/", rehearsal.start, name="rehearsal-start"),
    path("<code:code>/console/rehearsal/stop/", rehearsal.stop, name="rehearsal-stop"),
    path("<code:code>/console/rehearsal/show/", rehearsal.show, name="rehearsal-show"),
    path("<code:code>/console/rehearsal/clear/", rehearsal.clear, name="rehearsal-clear"),
    path("<code:code>/responses.csv", console.responses_csv, name="responses-csv"),
    path("<code:code>/results.json", console.results_json, name="results-json"),
    path("<code:code>/responses.json", console.responses_json, name="responses-json"),
]

facilitator_urls = [
    path("<code:code>/board/", board.door, name="board-door"),
    path("<code:code>/board/<slug:key>/", board.board, name="board"),
    path("<code:code>/board/<slug:key>/now/", board.now, name="board-now"),
    path("<code:code>/board/<slug:key>/step/", board.step, name="board-step"),
    path("<code:code>/board/<slug:key>/undo/", board.go_back, name="board-undo"),
    path("<code:code>/board/<slug:key>/key-in/", board.key_in, name="key-in"),
    path("<code:code>/board/<slug:key>/ledger/", board.ledger, name="ledger"),
    path("<code:code>/board/<slug:key>/behind/", board.behind, name="behind"),
]

urlpatterns = [
    path("", join.join, name="join"),
    path("healthz", health.healthz, name="healthz"),
    path("clock", health.clock, name="clock"),
    path("readyz", health.readyz, name="readyz"),
    path("<code:code>/", phone.phone, name="phone"),
    path("<code:code>/now/", phone.now, name="now"),
    path("<code:code>/mine/", phone.mine, name="mine"),
    path("<code:code>/respond/", phone.respond, name="respond"),
    path("<code:code>/slides/<int:position>/", phone.look_back, name="look-back"),
    path("<code:code>/slides/<int:position>/picture/", pictures.picture, name="picture"),
    path("<code:code>/mine/export/", phone.export, name="export"),
    path("<code:code>/said/<slug:key>/", said.said, name="said"),
    path("<code:code>/alike/", said.alike, name="alike"),
    path("<code:code>/screen/", screen.screen, name="screen"),
    path("<code:code>/screen/now/", screen.now, name="screen-now"),
    path("<code:code>/screen.txt", screen.as_text, name="screen-text"),
    path("<code:code>/screen/words/", screen.as_words, name="screen-words"),
    *facilitator_urls,
    *presenter_urls,
]
