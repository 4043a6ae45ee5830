"""Which page goes where. The console's, behind a cookie, stand together."""

from __future__ import annotations

from django.urls import path, register_converter

from workshop.join_code import JoinCodeConverter
from workshop.views import console, health, join, phone, pictures, rehearsal, screen

register_converter(JoinCodeConverter, "code")

handler404 = "workshop.views.sorry.not_found"
handler500 = "workshop.views.sorry.server_error"

presenter_urls = [
    path("<code:code>/console/", console.console, name="console"),
    path("<code:code>/console/step/", console.step, name="step"),
    path("<code:code>/console/jump/", console.jump, name="jump"),
    path("<code:code>/console/phase/", console.phase, name="phase"),
    path("<code:code>/console/rehearsal/start/", rehearsal.start, name="rehearsal-start"),
    path("<code:code>/console/rehearsal/stop/", rehearsal.stop, name="rehearsal-stop"),
    path("<code:code>/console/rehearsal/show/", rehearsal.show, name="rehearsal-show"),
    path("<code:code>/console/rehearsal/clear/", rehearsal.clear, name="rehearsal-clear"),
    path("<code:code>/responses.csv", console.responses_csv, name="responses-csv"),
    path("<code:code>/responses.json", console.responses_json, name="responses-json"),
]

urlpatterns = [
    path("", join.join, name="join"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("<code:code>/", phone.phone, name="phone"),
    path("<code:code>/now/", phone.now, name="now"),
    path("<code:code>/mine/", phone.mine, name="mine"),
    path("<code:code>/respond/", phone.respond, name="respond"),
    path("<code:code>/slides/<int:position>/", phone.look_back, name="look-back"),
    path("<code:code>/slides/<int:position>/picture/", pictures.picture, name="picture"),
    path("<code:code>/screen/", screen.screen, name="screen"),
    *presenter_urls,
]
