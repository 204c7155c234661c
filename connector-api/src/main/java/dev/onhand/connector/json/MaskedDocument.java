package dev.onhand.connector.json;

import dev.onhand.connector.RemoteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a channel said of an order, without what is nobody's business: names of fields stay, and
 * values only of those that are known to say which order, which goods, how many, in which state and
 * since when. Whatever else there is, such as who bought it, where it goes, what was paid and with
 * which token, is masked; so is a field that nobody thought of.
 */
public final class MaskedDocument {

  static final String MASK = "***";

  /** What is longer is no word on an order. */
  private static final int BODY_BYTES_MAX = 256 * 1024;

  /** So many values are shown. */
  private static final int VALUES_MAX = 400;

  private static final int ROWS_MAX = 50;
  private static final int DEPTH_MAX = 12;
  private static final int VALUE_LENGTH_MAX = 200;
  private static final int FIELDS_MAX = 100;
  private static final int LENGTH_MAX = 16_000;

  /** What stands deeper is looked at in these; all names without capitals and signs. */
  private static final Set<String> AROUND =
      names(
          """
          order orders result results item items data content nodes node edges payload notification event events summary
          orderchangenotification notificationmetadata orderlines orderitems orderunits orderunit line lines lineitems
          products product variant productvariant variants offer offerdata detail fulfillment fulfillments fulfilment
          fulfillmentlines fulfilmentorders parcels shipments shipment inventoryunits refunds refund refundlineitems
          returns return returnlines returnunits cancelstatus tradeid center saleschannel extensionattributes
          """);

  private static final Set<String> KNOWN =
      names(
          """
          id orderid ordernumber ordercode orderreference externalid entityid incrementid displayid commercialid number
          amazonorderid legacyorderid admingraphqlapiid graphqlid deliveryid notificationid idorder idorderunit idoffer idreturnunit
          lineid lineitemid orderlineid orderitemid itemid parentitemid parentid offerid offerversion listingid listing
          legacyitemid legacyvariationid variantid variationid productid productvariantid inventoryitemid shipmentid
          parcelnumber fulfillmentid fulfilmentid refundid returnid rmaid
          sku sellersku offersku productsku variantsku sellerproductid ean gtin asin producttype
          quantity qty units qtyordered qtyinvoiced qtyshipped qtycanceled qtyrefunded qtyreturned quantityordered
          quantityshipped quantitycancelled quantitycanceled quantityreturned currentquantity fulfillablequantity
          unfulfilledquantity refundablequantity fulfilledquantity shippedquantity deliveredquantity returnrequestedquantity
          returnreceivedquantity returndismissedquantity writtenoffquantity orderplacedquantity cancelled shipped returned
          status state orderstatus orderstate orderlinestate orderfulfillmentstatus lineitemfulfillmentstatus fulfillmentstatus
          fulfilmentstatus fulfilmentmethod fulfillmenttype shipmentstatus financialstatus paymentstatus orderpaymentstatus
          cancelstate cancellationrequest cancancel isvirtual restocktype displayfulfillmentstatus displayfinancialstatus
          supplymode cancelreason unitcondition
          version type topic kind eventname eventtype resource resourceid notificationtype notificationversion payloadversion
          notificationlevel ordereventtype ordertype
          createdat updatedat createdatgmt modifiedat datecreated datecreatedgmt datemodified datemodifiedgmt datecompleted
          datecompletedgmt datepaid datepaidgmt datecreation datemodification datepayment dateshipping createddate
          lastupdateddate creationdate lastmodifieddate lastupdatedate purchasedate purchasedat orderplaceddatetime
          orderplacedat latestchangeddatetime statusupdatedat completedat releasedat tscreatediso tsupdatediso canceledat
          cancelledat closedat processedat packedat shippedat deliveredat customerdebiteddate timestamp time eventtime
          eventdate publishtime publishdate event
          """);

  /** Wherever it stands: what looks like an address is one. */
  private static final Pattern MAIL = Pattern.compile("\\S@\\S");

  private static final Pattern NAME = Pattern.compile("[\\w.:$-]{1,64}");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private int values;

  private MaskedDocument() {}

  private static Set<String> names(String words) {
    return Set.copyOf(List.of(words.strip().split("\\s+")));
  }

  /** What came, as JSON that can be read; of what is no JSON, how long it is. */
  public static String of(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    if (body.length > BODY_BYTES_MAX) {
      return "(%d bytes)".formatted(body.length);
    }
    try {
      JsonNode read = JSON.readTree(body);
      return read.isContainer() ? text(new MaskedDocument().masked(read, 0)) : opaque(body);
    } catch (JacksonException e) {
      return opaque(body);
    }
  }

  private static String opaque(byte[] body) {
    return "(%d bytes that are no document in JSON)".formatted(body.length);
  }

  /** An order as it was read of a channel, which is all that is used of it. */
  public static String of(RemoteOrder order) {
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    read.put("id", order.externalId()).put("status", order.status());
    read.put("created_at", order.createdAt().toString());
    put(read, "updated_at", order.updatedAt());
    put(read, "version", order.version());
    put(read, "country", order.country());
    ArrayNode lines = read.putArray("lines");
    for (RemoteOrder.Line line : order.lines()) {
      ObjectNode one = lines.addObject().put("id", line.id());
      put(one, "listing", line.listing());
      put(one, "sku", line.sku());
      put(one, "gtin", line.gtin());
      one.put("quantity", line.quantity()).put("cancelled", line.cancelled());
      one.put("shipped", line.shipped()).put("returned", line.returned());
      put(one, "location", line.location());
    }
    return text(read);
  }

  private static void put(ObjectNode to, String name, @Nullable Object value) {
    if (value != null) {
      to.put(name, value.toString());
    }
  }

  private static String text(JsonNode masked) {
    String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(masked);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8); // without halves of signs
    String whole = new String(plain, StandardCharsets.UTF_8);
    return whole.length() <= LENGTH_MAX ? whole : whole.substring(0, LENGTH_MAX) + "\n…";
  }

  private JsonNode masked(JsonNode node, int depth) {
    if (depth > DEPTH_MAX) {
      return JsonNodeFactory.instance.stringNode(MASK);
    }
    return node.isArray() ? rows(node, depth) : fields(node, depth);
  }

  private JsonNode rows(JsonNode list, int depth) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    int left = list.size();
    for (JsonNode row : list) {
      if (rows.size() >= ROWS_MAX || values >= VALUES_MAX) {
        rows.add("… %d more".formatted(left));
        break;
      }
      left--;
      if (row.isContainer()) {
        rows.add(masked(row, depth + 1));
      } else {
        rows.add(MASK);
        values++;
      }
    }
    return rows;
  }

  private JsonNode fields(JsonNode document, int depth) {
    ObjectNode fields = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (fields.size() >= FIELDS_MAX || values >= VALUES_MAX) {
        fields.put("…", "more");
        break;
      }
      values++;
      String name = NAME.matcher(field.getKey()).matches() ? field.getKey() : MASK;
      fields.set(name, value(name, field.getValue(), depth));
    }
    return fields;
  }

  private JsonNode value(String name, JsonNode value, int depth) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    if (value.isNull()) {
      return value;
    }
    if (value.isContainer()) {
      return AROUND.contains(plain)
          ? masked(value, depth + 1)
          : JsonNodeFactory.instance.stringNode(value.isEmpty() ? "" : MASK);
    }
    boolean isShown = KNOWN.contains(plain) && !MAIL.matcher(value.asString()).find();
    if (!isShown) {
      return JsonNodeFactory.instance.stringNode(MASK);
    }
    return value.isString() && value.asString().length() > VALUE_LENGTH_MAX
        ? JsonNodeFactory.instance.stringNode(value.asString().substring(0, VALUE_LENGTH_MAX) + "…")
        : value;
  }
}
