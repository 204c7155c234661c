package dev.onhand.server.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Answers that stay open: server-sent events. They end when the server does. */
@Component
public final class EventStreams {

  private final CountDownLatch closing = new CountDownLatch(1);

  /** The server waits for the answers that are under way: these end at once. */
  @EventListener
  void close(ContextClosedEvent event) {
    closing.countDown();
  }

  /** Begins an answer that neither browsers nor proxies keep back. */
  public static OutputStream open(HttpServletResponse response) throws IOException {
    response.setContentType("text/event-stream;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Accel-Buffering", "no");
    return response.getOutputStream();
  }

  /**
   * Sends what is written now.
   *
   * @throws IOException if nobody listens any more
   */
  public static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  /**
   * Waits.
   *
   * @return whether the server goes on
   */
  public boolean pause(Duration time) throws InterruptedException {
    return !closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
