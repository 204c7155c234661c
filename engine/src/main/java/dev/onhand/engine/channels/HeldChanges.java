package dev.onhand.engine.channels;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.listing.Brake;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.paging.PageRequest;
import dev.onhand.engine.paging.Slice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where what the brake holds back is kept; {@link Listings#take} is what holds it. */
public interface HeldChanges {

  Optional<HeldChange> find(SellerId seller, long id);

  /**
   * Newest first.
   *
   * @param channel code; null: of all
   * @param state null: in any
   */
  Slice<HeldChange> list(
      SellerId seller,
      @Nullable String channel,
      HeldChange.@Nullable State state,
      PageRequest page);

  /** The listings of one. */
  Slice<HeldChange.Line> lines(SellerId seller, long id, PageRequest page);

  /**
   * Lets its listings be told. One that is to show something more drastic by now is looked at anew.
   *
   * @param seen what was looked at ({@link HeldChange.Counts#seen}); null: as much as there is
   */
  HeldChange.Decision approve(SellerId seller, long id, @Nullable String seen, Edit edit);

  /**
   * Has its listings held until what they should show is as it was.
   *
   * @param seen as for {@link #approve}
   */
  HeldChange.Decision reject(SellerId seller, long id, @Nullable String seen, Edit edit);

  /** Frees listings of a channel of which what was held is undone, and says what is left. */
  Left follow(SellerId seller, long channel);

  /**
   * What is held of a channel.
   *
   * @param waiting what waits for a person; null: nothing does
   * @param rejected listings that are told nothing because a person rejected what they were to show
   */
  record Left(@Nullable HeldChange waiting, long rejected) {}

  Brake brake(SellerId seller, long channel);

  /**
   * Sets the limits of a channel.
   *
   * @param before what they must be still; null: whatever they are
   * @return false: they are others by now, and stay
   */
  boolean setBrake(SellerId seller, long channel, @Nullable Brake before, Brake brake, Edit edit);
}
