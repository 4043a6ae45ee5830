// socket.io, over websockets alone: one number in, one slide out to every socket.
import { createServer } from "node:http";
import { Server } from "socket.io";

const size = Number(process.env.SLIDE_BYTES);
const http = createServer();
const io = new Server(http, {
  transports: ["websocket"],
  perMessageDeflate: false,
  serveClient: false,
});

io.on("connection", (socket) => {
  socket.on("change", (number) => io.emit("slide", `#${number}#`.padEnd(size, "x")));
});
http.listen(Number(process.env.PORT), "127.0.0.1", 2048, () => console.log("Ready"));
