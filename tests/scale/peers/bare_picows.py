"""A bare picows server: one number in, one slide out to every socket."""

from __future__ import annotations

import os

import uvloop
from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_create_server

from tests.scale.peers.slides import draw_slide

_open: set[WSTransport] = set()


class Follower(WSListener):
    def on_ws_connected(self, transport: WSTransport) -> None:
        _open.add(transport)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            slide = draw_slide(int(frame.get_payload_as_bytes()))
            for other in _open:
                other.send(WSMsgType.TEXT, slide)
        elif frame.msg_type == WSMsgType.CLOSE:
            transport.disconnect()

    def on_ws_disconnected(self, transport: WSTransport) -> None:
        _open.discard(transport)


async def main() -> None:
    port = int(os.environ["PORT"])
    server = await ws_create_server(lambda _: Follower(), "127.0.0.1", port, backlog=2048)
    print("Ready", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main())
