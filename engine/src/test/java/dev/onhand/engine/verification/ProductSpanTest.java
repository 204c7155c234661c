package dev.onhand.engine.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.ledger.ProductId;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProductSpanTest {

  @Test
  void joinsProductsThatLieCloseTogether() {
    assertThat(ProductSpan.covering(products(1, 2, 3, 11, 40, 48, 100)))
        .containsExactly(new ProductSpan(0, 11), new ProductSpan(39, 48), new ProductSpan(99, 100));
    assertThat(ProductSpan.covering(List.of())).isEmpty();
  }

  private static List<ProductId> products(long... ids) {
    return LongStream.of(ids).mapToObj(ProductId::new).toList();
  }
}
