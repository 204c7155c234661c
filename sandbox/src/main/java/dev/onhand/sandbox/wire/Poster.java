package dev.onhand.sandbox.wire;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Posts a body and looks at the status of the answer, as a marketplace does with a webhook. */
public final class Poster {
  /** What Shopify, the most impatient, allows. */
  private static final int CONNECT_MILLIS = 1_000;

  private static final int ANSWER_MILLIS = 5_000;

  private Poster() {}

  /**
   * @param target plain HTTP
   * @return the status of the answer; 0 if there was none
   */
  public static int post(URI target, List<Response.Header> headers, byte[] body) {
    try (Socket socket = new Socket()) {
      int port = target.getPort() < 0 ? 80 : target.getPort();
      socket.connect(new InetSocketAddress(target.getHost(), port), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      OutputStream out = socket.getOutputStream();
      out.write(head(target, headers, body.length).getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = answer.readLine();
      return first != null && first.matches("HTTP/1\\.\\d \\d{3}.*")
          ? Integer.parseInt(first.substring(9, 12))
          : 0;
    } catch (IOException _) {
      return 0;
    }
  }

  private static String head(URI target, List<Response.Header> headers, int length) {
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
    head.append("Host: ").append(target.getRawAuthority()).append("\r\n");
    head.append("Connection: close\r\nContent-Type: application/json\r\n");
    head.append("Content-Length: ").append(length).append("\r\n");
    for (Response.Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    return head.append("\r\n").toString();
  }
}
