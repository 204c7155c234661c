package dev.onhand.store.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.store.testing.Toxic.Direction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyIT {

  private ServerSocket echo;
  private FaultProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::serve);
    proxy = FaultProxy.before(echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(exchange(client, "hello")).isEqualTo("hello");
      assertThat(proxy.accepted()).isEqualTo(1);
    }
  }

  @Test
  void passesTheEndOfOneWayOn() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write("bye".getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("bye");
    }
  }

  @Test
  void isDownForOldAndNewConnections() throws IOException {
    try (Socket old = connect()) {
      exchange(old, "hello");
      Toxic down = proxy.add(new Toxic.Down());
      assertThatThrownBy(() -> exchange(old, "again")).isInstanceOf(IOException.class);
      assertThatThrownBy(
              () -> {
                try (Socket fresh = connect()) {
                  exchange(fresh, "hello");
                }
              })
          .isInstanceOf(IOException.class);
      assertThat(proxy.fired(down)).isGreaterThanOrEqualTo(2);
    }
    proxy.heal();
    try (Socket client = connect()) {
      assertThat(exchange(client, "back")).isEqualTo("back");
    }
  }

  @Test
  void swallowsBytesAndSaysNothing() throws IOException {
    try (Socket client = connect()) {
      exchange(client, "hello");
      Toxic blackhole = proxy.add(new Toxic.Blackhole());
      client.setSoTimeout(100);
      assertThatThrownBy(() -> exchange(client, "lost")).isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.fired(blackhole)).isPositive();
      proxy.heal();
      assertThatThrownBy(() -> exchange(client, "again")).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void resetsAfterTheGivenPacket() throws IOException {
    Toxic reset = proxy.add(new Toxic.ResetAfter(Direction.REQUEST, 2));
    try (Socket client = connect()) {
      assertThat(exchange(client, "first")).isEqualTo("first");
      assertThatThrownBy(
              () -> {
                // Its answer may come back before the reset does.
                exchange(client, "second");
                exchange(client, "third");
              })
          .isInstanceOf(SocketException.class);
      assertThat(proxy.fired(reset)).isEqualTo(1);
    }
  }

  @Test
  void resetsOneConnectionAtTheGivenPacketOfAll() throws IOException {
    try (Socket before = connect()) {
      exchange(before, "not counted");
      Toxic reset = proxy.add(new Toxic.ResetOnce(Direction.REQUEST, 2, false));
      try (Socket client = connect()) {
        assertThat(exchange(client, "first")).isEqualTo("first");
        assertThatThrownBy(() -> exchange(before, "second")).isInstanceOf(SocketException.class);
        assertThat(exchange(client, "third")).isEqualTo("third");
        assertThat(proxy.fired(reset)).isEqualTo(1);
      }
    }
  }

  @Test
  void closesInTheMiddleOfAMessage() throws IOException {
    Toxic limit = proxy.add(new Toxic.LimitData(Direction.ANSWER, 3));
    try (Socket client = connect()) {
      client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hel");
      assertThat(proxy.fired(limit)).isEqualTo(1);
    }
  }

  @Test
  void deliversInSlices() throws IOException {
    Toxic slicer = proxy.add(new Toxic.Slicer(1, Duration.ofMillis(5)));
    try (Socket client = connect()) {
      client.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(proxy.fired(slicer)).isPositive();
    }
  }

  @Test
  void delaysBothWays() throws IOException {
    Toxic latency = proxy.add(new Toxic.Latency(Duration.ofMillis(40), Duration.ofMillis(10)));
    try (Socket client = connect()) {
      long start = System.nanoTime();
      exchange(client, "hello");
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(55));
      assertThat(proxy.fired(latency)).isEqualTo(2);
    }
  }

  @Test
  void dropsTheAnswerToOneRequestThatArrived() throws IOException {
    Toxic drop = proxy.add(new Toxic.DropAnswer(RequestMatcher.containing("pay"), 1));
    try (Socket client = connect()) {
      assertThat(exchange(client, "look")).isEqualTo("look");
      assertThatThrownBy(() -> exchange(client, "pay 5")).isInstanceOf(SocketException.class);
      assertThat(proxy.fired(drop)).isEqualTo(1);
    }
    try (Socket client = connect()) {
      assertThat(exchange(client, "pay 5")).isEqualTo("pay 5");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static String exchange(Socket client, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    client.getOutputStream().write(bytes);
    byte[] answer = client.getInputStream().readNBytes(bytes.length);
    if (answer.length < bytes.length) {
      throw new SocketException("closed");
    }
    return new String(answer, StandardCharsets.UTF_8);
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        Socket socket = echo.accept();
        Thread.startVirtualThread(() -> echo(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      byte[] buffer = new byte[1_024];
      for (int n = socket.getInputStream().read(buffer);
          n >= 0;
          n = socket.getInputStream().read(buffer)) {
        socket.getOutputStream().write(buffer, 0, n);
      }
    } catch (SocketException e) {
      // What these tests are about.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
