package dev.onhand.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlacesTest {

  @Test
  void tellsWhoFindsNoPlaceToComeAgain() {
    Places places = new Places(2, Duration.ZERO, "Others are at it.", Duration.ofSeconds(7));
    Places.Place first = places.take();
    try (Places.Place _ = places.take()) {
      assertThatThrownBy(places::take)
          .isInstanceOfSatisfying(
              ProblemException.class,
              problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.BUSY);
                assertThat(problem.detail()).isEqualTo("Others are at it.");
                assertThat(problem.retryAfterSeconds()).hasValue(7);
              });
    }
    places.take();
    first.close();
    places.take();
  }
}
