package dev.onhand.store.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RequestMatcherTest {

  @Test
  void findsATextThatIsSplitBetweenPackets() {
    RequestMatcher matcher = RequestMatcher.containing("POST /movements").get();
    assertThat(matcher.matches(ascii("GET / HTTP/1.1\r\n\r\nPOST /mo"))).isFalse();
    assertThat(matcher.matches(ascii("vements HTTP/1.1\r\n"))).isTrue();
    assertThat(matcher.matches(ascii("more of it"))).isFalse();
  }

  @Test
  void findsAStatementSentAsText() throws IOException {
    RequestMatcher matcher = started();
    assertThat(matcher.matches(message('Q', "select 'commit'\0"))).isFalse();
    assertThat(matcher.matches(message('Q', "COMMIT\0"))).isTrue();
  }

  @Test
  void findsAStatementPreparedBefore() throws IOException {
    RequestMatcher matcher = started();
    assertThat(matcher.matches(message('P', "S_1\0COMMIT\0\0\0"))).isFalse();
    assertThat(matcher.matches(message('B', "\0S_2\0"))).isFalse();
    assertThat(matcher.matches(message('B', "\0S_1\0"))).isTrue();
  }

  @Test
  void waitsForTheWholeMessage() throws IOException {
    RequestMatcher matcher = started();
    byte[] commit = message('Q', "commit\0");
    assertThat(matcher.matches(Arrays.copyOf(commit, 7))).isFalse();
    assertThat(matcher.matches(Arrays.copyOfRange(commit, 7, commit.length))).isTrue();
  }

  /** A client that asks for TLS first, and then starts. */
  private static RequestMatcher started() throws IOException {
    RequestMatcher matcher = RequestMatcher.statement("commit").get();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(8);
    out.writeInt(80_877_103);
    out.writeInt(13);
    out.writeInt(196_608);
    out.write(ascii("user\0"));
    assertThat(matcher.matches(bytes.toByteArray())).isFalse();
    return matcher;
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
