package dev.onhand.sandbox.wire;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends the replies of one connection, whole or spoiled. */
final class ReplyWriter {
  /** As RFC 9110 wants it; the JDK's RFC_1123_DATE_TIME drops the zero of a day. */
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  private static final byte[] BLANKS = blanks();

  /** Slow enough that any reasonable total deadline ends first. */
  private static final long SLOW_PAUSE_MILLIS = 250;

  private final Socket socket;
  private final OutputStream out;
  private final CountDownLatch closing;

  ReplyWriter(Socket socket, CountDownLatch closing) throws IOException {
    this.socket = socket;
    this.out = new BufferedOutputStream(socket.getOutputStream());
    this.closing = closing;
  }

  /** Returns whether the connection may carry a further request. */
  boolean write(Reply reply, Request request) throws IOException, InterruptedException {
    byte[] body = reply.response().body();
    switch (reply.spoiling()) {
      case NONE -> {
        return whole(reply, request);
      }
      case RESET -> socket.setSoLinger(true, 0);
      case CLOSED -> {}
      case SILENCE -> untilTheClientLeaves();
      case SLOW_BODY -> slow(reply, body);
      case ENDLESS_BODY -> endless(reply);
      case GZIP_BOMB -> bomb(reply);
      case TRUNCATED_BODY -> {
        head(reply, "Content-Length: " + Math.max(2, body.length));
        out.write(body, 0, body.length / 2);
        out.flush();
      }
      case BAD_CHUNKING -> {
        head(reply, "Transfer-Encoding: chunked");
        chunk(Arrays.copyOf(body, Math.max(1, body.length / 2)));
        out.write("zebra\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
      }
    }
    return false;
  }

  private boolean whole(Reply reply, Request request) throws IOException {
    byte[] body = reply.response().body();
    head(reply, "Content-Length: " + body.length);
    if (!request.method().equals("HEAD")) {
      out.write(body);
    }
    out.flush();
    return !request.header("connection").orElse("").equalsIgnoreCase("close");
  }

  private void untilTheClientLeaves() throws IOException {
    while (socket.getInputStream().read() >= 0) {
      // What it still sends is of no interest.
    }
  }

  private void slow(Reply reply, byte[] body) throws IOException, InterruptedException {
    head(reply, "Content-Length: " + body.length);
    for (byte each : body) {
      out.write(each);
      out.flush();
      if (closing.await(SLOW_PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  private void endless(Reply reply) throws IOException {
    head(reply, "Transfer-Encoding: chunked");
    while (closing.getCount() > 0) {
      chunk(BLANKS);
    }
  }

  private void bomb(Reply reply) throws IOException {
    head(reply, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip");
    chunk(GzipBomb.header());
    byte[] piece = GzipBomb.piece();
    for (int i = 0; i < GzipBomb.PIECES && closing.getCount() > 0; i++) {
      chunk(piece);
    }
    chunk(GzipBomb.end());
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void head(Reply reply, String framing) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(reply.response().status()).append(" -\r\nDate: ");
    head.append(HTTP_DATE.format(reply.date().atOffset(ZoneOffset.UTC)));
    head.append("\r\n").append(framing).append("\r\n");
    for (Response.Header header : reply.response().headers()) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void chunk(byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      String size = Integer.toHexString(bytes.length) + "\r\n";
      out.write(size.getBytes(StandardCharsets.US_ASCII));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
  }

  private static byte[] blanks() {
    byte[] blanks = new byte[64 * 1024];
    Arrays.fill(blanks, (byte) ' ');
    return blanks;
  }
}
