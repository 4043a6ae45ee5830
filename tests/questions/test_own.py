"""What a phone is shown of what it sent: the newest, and all of it is stored."""

from __future__ import annotations

from questions.models import Question, Response
from questions.own import MOST_OWN, read_own
from tests.people import CARYS, DEV, respond


def test_of_very_many_responses_a_phone_is_shown_the_newest(question: Question) -> None:
    texts = [f"Number {number}" for number in range(MOST_OWN + 5)]
    for delegate, said in ((CARYS, texts), (DEV, ["Only this"])):
        for text in said:
            respond(delegate, text)
    own = read_own([CARYS, DEV])
    assert [response.text for response in own[CARYS].responses] == texts[5:]
    assert [response.text for response in own[DEV].responses] == ["Only this"]
    assert Response.objects.count() == len(texts) + 1
