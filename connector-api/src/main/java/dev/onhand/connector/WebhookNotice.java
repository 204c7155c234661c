package dev.onhand.connector;

import java.util.List;

/**
 * What a channel's call is about.
 *
 * @param deliveryId the channel's name for this delivery, the same each time it is delivered
 * @param topic as the channel calls it
 * @param orders external ids of orders that changed and should be read
 * @param listings external ids of listings that changed and should be read
 */
public record WebhookNotice(
    String deliveryId, String topic, List<String> orders, List<String> listings) {

  public WebhookNotice {
    orders = List.copyOf(orders);
    listings = List.copyOf(listings);
  }
}
