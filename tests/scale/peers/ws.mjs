// Node's ws: one number in, one slide out to every socket.
import { WebSocketServer, WebSocket } from "ws";

const size = Number(process.env.SLIDE_BYTES);
const server = new WebSocketServer(
  { host: "127.0.0.1", port: Number(process.env.PORT), backlog: 2048, perMessageDeflate: false },
  () => console.log("Ready"),
);

server.on("connection", (socket) => {
  socket.on("message", (number) => {
    const slide = Buffer.from(`#${number}#`.padEnd(size, "x"));
    for (const other of server.clients) {
      if (other.readyState === WebSocket.OPEN) other.send(slide, { binary: false });
    }
  });
});
