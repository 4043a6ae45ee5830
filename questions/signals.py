"""What the questions say to whoever shows them."""

from django.dispatch import Signal

# Sent after a commit that changed what a room may show. Carries `room`: the
# name of the room, and nothing else: whoever listens reads the database. The sender
# is Response when delegates have responded, and Question for all that is done at a
# console, where somebody waits to see it.
room_changed = Signal()
