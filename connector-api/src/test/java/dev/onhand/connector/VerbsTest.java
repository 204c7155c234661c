package dev.onhand.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerbsTest {

  /** Has two verbs more than it needs. */
  private static final class Full implements Connector, ReadsListing, ReadsOrder {

    private boolean isClosed;

    @Override
    public List<PushOutcome> push(List<QuantityUpdate> updates) {
      throw new DeferredException(Cause.THROTTLED, Duration.ofSeconds(3), "later");
    }

    @Override
    public ListingPage listings(Cursor from) {
      return new ListingPage(List.of(), new Cursor("2"));
    }

    @Override
    public Optional<RemoteListing> listing(ListingRef listing) {
      return Optional.empty();
    }

    @Override
    public Optional<RemoteOrder> order(String externalId) throws InterruptedException {
      throw new InterruptedException();
    }

    @Override
    public void close() {
      isClosed = true;
    }
  }

  @Test
  void aConnectorIsNoInstanceOfAVerbThatItDoesNotHave() throws Exception {
    Full full = new Full();

    Connector part = Verbs.without(full, Set.of(ReadsListing.class));

    assertThat(part).isInstanceOf(ReadsOrder.class).isNotInstanceOf(ReadsListing.class);
    assertThat(part.listings(Cursor.START).next()).isEqualTo(new Cursor("2"));
    part.close();
    assertThat(full.isClosed).isTrue();
    assertThat(Verbs.without(full, Set.of())).isSameAs(full);
  }

  @Test
  void whatAConnectorThrowsIsThrownAsItIs() {
    Connector part = Verbs.without(new Full(), Set.of(ReadsListing.class));

    assertThatThrownBy(() -> part.push(List.of()))
        .isInstanceOfSatisfying(
            DeferredException.class,
            e -> assertThat(e.waitAtLeast()).isEqualTo(Duration.ofSeconds(3)));
    assertThatThrownBy(() -> ((ReadsOrder) part).order("1"))
        .isInstanceOf(InterruptedException.class);
  }
}
