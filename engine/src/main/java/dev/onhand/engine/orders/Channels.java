package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.catalogue.Edit;
import dev.onhand.engine.catalogue.Saving;
import java.util.List;
import java.util.Optional;

/** Where channels are kept. */
public interface Channels {

  /** All channels, by code. */
  List<ChannelSetup> list(SellerId seller);

  Optional<ChannelSetup> find(SellerId seller, String code);

  /**
   * Makes a channel, or sets up anew the one of this code. Its orders are treated by it from their
   * next delivery on, or when they are applied again.
   *
   * @return missing if a version is expected and there is no such channel
   */
  Saving<ChannelSetup> put(SellerId seller, String code, ChannelData data, Edit edit);
}
