package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

  @Test
  void givesEachRequestAnIdOfItsOwn() {
    RequestIds ids = new RequestIds(new Random(1));
    assertThat(Stream.generate(ids::next).limit(10_000))
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("req_[0-9a-hjkmnp-tv-z]{13}"));
  }

  @Test
  void startsElsewhereOnEachNode() {
    assertThat(new RequestIds(new Random(1)).next())
        .isNotEqualTo(new RequestIds(new Random(2)).next());
  }
}
