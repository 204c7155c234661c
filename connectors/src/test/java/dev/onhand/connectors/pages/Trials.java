package dev.onhand.connectors.pages;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connectors.amazon.AmazonConnectorFactory;
import dev.onhand.connectors.backmarket.BackMarketConnectorFactory;
import dev.onhand.connectors.bol.BolConnectorFactory;
import dev.onhand.connectors.cdiscount.CdiscountConnectorFactory;
import dev.onhand.connectors.ebay.EbayConnectorFactory;
import dev.onhand.connectors.kaufland.KauflandConnectorFactory;
import dev.onhand.connectors.letzshop.LetzshopConnectorFactory;
import dev.onhand.connectors.magento.MagentoConnectorFactory;
import dev.onhand.connectors.manomano.ManoManoConnectorFactory;
import dev.onhand.connectors.medusa.MedusaConnectorFactory;
import dev.onhand.connectors.mirakl.MiraklConnectorFactory;
import dev.onhand.connectors.ownshop.OwnShopConnectorFactory;
import dev.onhand.connectors.refurbed.RefurbedConnectorFactory;
import dev.onhand.connectors.shopify.ShopifyConnectorFactory;
import dev.onhand.connectors.vendure.VendureConnectorFactory;
import dev.onhand.connectors.woocommerce.WooCommerceConnectorFactory;
import dev.onhand.sandbox.Marketplace;
import dev.onhand.sandbox.amazon.Amazon;
import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.sandbox.bol.Bol;
import dev.onhand.sandbox.cdiscount.Cdiscount;
import dev.onhand.sandbox.ebay.Ebay;
import dev.onhand.sandbox.ebay.Ebay.Bulk;
import dev.onhand.sandbox.kaufland.Kaufland;
import dev.onhand.sandbox.letzshop.Letzshop;
import dev.onhand.sandbox.magento.Magento;
import dev.onhand.sandbox.manomano.ManoMano;
import dev.onhand.sandbox.medusa.Medusa;
import dev.onhand.sandbox.mirakl.Mirakl;
import dev.onhand.sandbox.ownshop.OwnShop;
import dev.onhand.sandbox.refurbed.Refurbed;
import dev.onhand.sandbox.shopify.Shopify;
import dev.onhand.sandbox.vendure.Vendure;
import dev.onhand.sandbox.woocommerce.WooCommerce;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Every connector, with settings as a person leaves them. */
final class Trials {

  private static final String CLIENT_KEY = "0123456789abcdef0123456789abcdef";
  private static final String CLIENT = "client_id=client";
  private static final String SECRET = "client_secret=secret";
  private static final String ADDRESS = "address=BASE";
  private static final String LOGIN = "login_address=BASE";

  private Trials() {}

  static List<Trial> all() {
    return Stream.of(marketplaces(), moreMarketplaces(), shops()).flatMap(List::stream).toList();
  }

  private static List<Trial> marketplaces() {
    return List.of(
        trial(
            new AmazonConnectorFactory(),
            Amazon.withSecrets("secret", "refresh"),
            ADDRESS,
            LOGIN,
            "marketplace=" + Amazon.MARKETPLACE,
            "seller_id=" + Amazon.SELLER,
            "client_id=" + Amazon.CLIENT,
            SECRET,
            "refresh_token=refresh"),
        trial(
            new BackMarketConnectorFactory(),
            BackMarket.withToken("token"),
            ADDRESS,
            "token=token",
            "company=Phones",
            "contact=stock@phones.example"),
        trial(
            new BolConnectorFactory(),
            Bol.withClient("client", "secret"),
            ADDRESS,
            LOGIN,
            CLIENT,
            SECRET),
        trial(
            new CdiscountConnectorFactory(),
            Cdiscount.withClient("client", "secret"),
            "address=BASE/seller/v2",
            LOGIN,
            CLIENT,
            SECRET,
            "seller_id=" + Cdiscount.SELLER),
        ebay("", Bulk.TAKEN),
        ebay("where it takes one item with a call", Bulk.REFUSED),
        ebay("where offers have no quantities", Bulk.TAKEN, "offer_quantities=false"));
  }

  /** What eBay takes with a call its own texts differ on. */
  private static Trial ebay(String note, Bulk bulk, String... more) {
    return trial(
        note,
        new EbayConnectorFactory(),
        Ebay.with("client", "secret", "refresh").withSeveral(bulk),
        Stream.concat(
                Stream.of(ADDRESS, CLIENT, SECRET, "refresh_token=refresh"), Arrays.stream(more))
            .toArray(String[]::new));
  }

  private static List<Trial> moreMarketplaces() {
    return List.of(
        trial(
            new KauflandConnectorFactory(),
            Kaufland.withKeys(CLIENT_KEY, "secret"),
            "address=BASE/v2",
            "client_key=" + CLIENT_KEY,
            "secret_key=secret"),
        trial(
            new LetzshopConnectorFactory(),
            Letzshop.withKey("key").thatCountsIn("stock"),
            "address=BASE/graphql",
            "api_key=key",
            "feed=BASE/space",
            "feed_user=" + Letzshop.USER,
            "feed_password=" + Letzshop.PASSWORD,
            "quantity_column=stock"),
        trial(
            new ManoManoConnectorFactory(),
            ManoMano.withKey("key"),
            ADDRESS,
            "api_key=key",
            "contract=" + ManoMano.CONTRACT),
        trial(new MiraklConnectorFactory(), Mirakl.withKey("key"), ADDRESS, "api_key=key"),
        trial(new RefurbedConnectorFactory(), Refurbed.withToken("token"), ADDRESS, "token=token"));
  }

  private static List<Trial> shops() {
    return List.of(
        trial(
            new MagentoConnectorFactory(),
            Magento.withToken("token"),
            ADDRESS,
            "access_token=token"),
        trial(
            new MedusaConnectorFactory(),
            Medusa.withKey("sk_1"),
            ADDRESS,
            "api_key=sk_1",
            "location=sloc_01M7SANDBOX0000000000000MAIN"),
        trial(
            new OwnShopConnectorFactory(), OwnShop.withSecret("secret"), ADDRESS, "secret=secret"),
        trial(
            "where several are told with a call",
            new OwnShopConnectorFactory(),
            OwnShop.withSecret("secret"),
            ADDRESS,
            "secret=secret",
            "push_path=/quantities",
            "push_body={\"listings\":{items}}",
            "push_item={\"id\":{external_id},\"quantity\":{quantity}}",
            "push_answers=/listings"),
        trial(
            new ShopifyConnectorFactory(),
            Shopify.withSecret("secret"),
            ADDRESS,
            "location=5",
            "client_id=" + Shopify.CLIENT,
            SECRET),
        trial(
            new VendureConnectorFactory(),
            Vendure.withApiKey("key"),
            "address=BASE/admin-api",
            "api_key=key"),
        trial(
            new WooCommerceConnectorFactory(),
            WooCommerce.withKey("ck_1", "cs_1"),
            ADDRESS,
            "consumer_key=ck_1",
            "consumer_secret=cs_1"));
  }

  /**
   * @param settings names and values; BASE stands for where the account is
   */
  private static Trial trial(
      ConnectorFactory factory, Marketplace marketplace, String... settings) {
    return trial("", factory, marketplace, settings);
  }

  private static Trial trial(
      String note, ConnectorFactory factory, Marketplace marketplace, String... settings) {
    return new Trial(
        factory,
        marketplace,
        note,
        base -> {
          Map<String, String> given = new HashMap<>();
          for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            given.put(pair[0], pair[1].replace("BASE", base.toString()));
          }
          return given;
        });
  }
}
