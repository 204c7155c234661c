package dev.onhand.engine.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.core.listing.ListingRule;
import dev.onhand.engine.channels.ScopedRule.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final ScopedRule OF_CHANNEL = scoped(new Scope.Channel(), 1);
  private static final ScopedRule OF_GROUP = scoped(new Scope.Group("phones"), 2);
  private static final ScopedRule OF_ONE = scoped(new Scope.One(7), 3);
  private static final Rules ALL = Rules.of(List.of(OF_CHANNEL, OF_GROUP, OF_ONE));

  @Test
  void theNarrowestHoldsAlone() {
    assertThat(ALL.holding(7, "phones")).isEqualTo(OF_ONE);
    assertThat(ALL.holding(8, "phones")).isEqualTo(OF_GROUP);
    assertThat(ALL.holding(8, "cases")).isEqualTo(OF_CHANNEL);
    assertThat(ALL.holding(8, "")).isEqualTo(OF_CHANNEL);
  }

  @Test
  void aWiderOneHoldsWhereOneIsTakenAway() {
    assertThat(ALL.with(new Scope.One(7), null).holding(7, "phones")).isEqualTo(OF_GROUP);
    assertThat(ALL.with(new Scope.Channel(), null).holding(8, "").rule())
        .isEqualTo(ListingRule.NONE);
    assertThat(ALL.holding(7, "phones")).as("what it was made from stays").isEqualTo(OF_ONE);
  }

  @Test
  void aNewOneHoldsInPlaceOfTheOldOne() {
    ScopedRule other = scoped(new Scope.Group("phones"), 9);

    assertThat(ALL.with(other.scope(), other.rule()).holding(8, "phones")).isEqualTo(other);
  }

  private static ScopedRule scoped(Scope scope, long buffer) {
    return new ScopedRule(scope, new ListingRule(false, buffer, 100, null, null, 0));
  }
}
