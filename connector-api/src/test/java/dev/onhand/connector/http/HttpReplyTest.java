package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpReplyTest {

  /** An ä in Windows' charset for western Europe, which is nothing in UTF-8. */
  private static final byte[] BODY = {(byte) 0xe4};

  @ParameterizedTest
  @CsvSource({
    "text/plain; charset=Cp1252, ä",
    "text/plain;charset=\"iso-8859-1\", ä",
    "text/plain; charset=UTF-8, \ufffd",
    "text/plain; charset=no-such, \ufffd",
    "'', \ufffd",
  })
  void isDecodedInTheCharsetThatItNames(String type, String text) {
    HttpReply reply =
        new HttpReply(
            200, Map.of("content-type", List.of(type)), BODY, Instant.EPOCH, Instant.EPOCH);
    assertThat(reply.decoded()).isEqualTo(text);
  }
}
