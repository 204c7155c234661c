package dev.onhand.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  private static final RequestMatcher COMMIT = RequestMatcher.statement("commit");

  private final RequestReader reader = new RequestReader();

  @Test
  void findsATextThatIsSplitBetweenPackets() {
    RequestMatcher post = RequestMatcher.containing("POST /movements");
    assertThat(post.matches(reader.read(ascii("GET / HTTP/1.1\r\n\r\nPOST /mo")))).isFalse();
    assertThat(post.matches(reader.read(ascii("vements HTTP/1.1\r\n")))).isTrue();
    assertThat(post.matches(reader.read(ascii("more of it")))).isFalse();
  }

  @Test
  void findsAStatementSentAsText() throws IOException {
    start();
    assertThat(COMMIT.matches(reader.read(message('Q', "select 'commit'\0")))).isFalse();
    assertThat(COMMIT.matches(reader.read(message('Q', "COMMIT\0")))).isTrue();
  }

  @Test
  void findsAStatementPreparedBefore() throws IOException {
    start();
    assertThat(COMMIT.matches(reader.read(message('P', "S_1\0COMMIT\0\0\0")))).isFalse();
    assertThat(COMMIT.matches(reader.read(message('B', "\0S_2\0")))).isFalse();
    assertThat(COMMIT.matches(reader.read(message('B', "\0S_1\0")))).isTrue();
  }

  @Test
  void waitsForTheWholeMessage() throws IOException {
    start();
    byte[] commit = message('Q', "commit\0");
    assertThat(COMMIT.matches(reader.read(Arrays.copyOf(commit, 7)))).isFalse();
    byte[] rest = Arrays.copyOfRange(commit, 7, commit.length);
    assertThat(COMMIT.matches(reader.read(rest))).isTrue();
  }

  /** A client that asks for TLS first, and then starts. */
  private void start() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(8);
    out.writeInt(80_877_103);
    out.writeInt(13);
    out.writeInt(196_608);
    out.write(ascii("user\0"));
    assertThat(reader.read(bytes.toByteArray()).statements()).isEmpty();
  }

  private static byte[] message(char type, String body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte(type);
    out.writeInt(body.length() + 4);
    out.write(ascii(body));
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
