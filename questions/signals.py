"""What the questions say to whoever shows them."""

from django.dispatch import Signal

# Sent after a commit that changed what a room may show. Carries `room`: the
# name of the room, and nothing else: whoever listens reads the database.
room_changed = Signal()
