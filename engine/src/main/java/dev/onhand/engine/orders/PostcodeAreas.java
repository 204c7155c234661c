package dev.onhand.engine.orders;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.core.order.OrderSnapshot.ShipTo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a seller's areas of postcodes are kept. */
public interface PostcodeAreas {

  /** The place of the longest of these prefixes that there is. */
  Optional<ShipTo> find(SellerId seller, String country, List<String> prefixes);

  /** All areas of a country, by prefix. */
  List<PostcodeArea> list(SellerId seller, String country);

  /** How many areas there are, by country. */
  Map<String, Long> countries(SellerId seller);

  /** Puts these areas in place of all that the country has. */
  void replace(SellerId seller, String country, List<PostcodeArea> areas);
}
