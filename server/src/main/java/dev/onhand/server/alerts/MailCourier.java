package dev.onhand.server.alerts;

import dev.onhand.engine.alerts.AlertText;
import dev.onhand.engine.alerts.Courier.UndeliveredException;
import dev.onhand.model.Secret;
import dev.onhand.server.settings.MailServer;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Date;
import java.util.Properties;
import java.util.stream.Collectors;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/** Sends texts by e-mail, through the operator's mail server. */
final class MailCourier {

  /** To connect, and for each answer. */
  private static final Duration WAIT_MAX = Duration.ofSeconds(15);

  private final @Nullable MailServer server;
  private final InstantSource clock;

  /**
   * @param server null: there is none
   */
  MailCourier(@Nullable MailServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  /**
   * @param addresses with commas between
   * @param id of the message, the same when it is sent again
   */
  void bring(Secret addresses, AlertText text, String id) throws UndeliveredException {
    if (server == null) {
      throw new UndeliveredException(
          "this server has no mail server to send by; who runs it sets ONHAND_SMTP_URL and ONHAND_SMTP_FROM");
    }
    try {
      send(server, addresses, text, id);
    } catch (MessagingException e) {
      throw new UndeliveredException(said(server, e), e);
    }
  }

  private void send(MailServer by, Secret addresses, AlertText text, String id)
      throws MessagingException {
    Session session = Session.getInstance(properties(by));
    MimeMessage message = new NamedMessage(session, "<onhand-%s@%s>".formatted(id, domain(by)));
    message.setFrom(new InternetAddress(by.from()));
    message.setRecipients(
        Message.RecipientType.TO, InternetAddress.parse(addresses.reveal(), true));
    message.setSubject(oneLine(text.subject()), StandardCharsets.UTF_8.name());
    message.setText(text.body(), StandardCharsets.UTF_8.name());
    message.setHeader("Auto-Submitted", "auto-generated"); // RFC 3834: nobody's holiday answers it
    message.setSentDate(Date.from(clock.instant()));
    message.saveChanges();
    try (Transport transport = session.getTransport(by.isTls() ? "smtps" : "smtp")) {
      transport.connect(
          by.host(),
          by.port(),
          by.user().isEmpty() ? null : by.user(),
          by.user().isEmpty() ? null : by.password().reveal());
      transport.sendMessage(message, message.getAllRecipients());
    }
  }

  private static String domain(MailServer by) {
    return by.from().substring(by.from().indexOf('@') + 1);
  }

  /** What would begin another header is none. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\p{Cntrl}]+", " ");
  }

  private static Properties properties(MailServer by) {
    Properties properties = new Properties();
    String wait = Long.toString(WAIT_MAX.toMillis());
    for (String prefix : new String[] {"mail.smtp.", "mail.smtps."}) {
      properties.setProperty(prefix + "connectiontimeout", wait);
      properties.setProperty(prefix + "timeout", wait);
      properties.setProperty(prefix + "writetimeout", wait);
      // Else it would look up its own name, which can take longer than all the rest.
      properties.setProperty(prefix + "localhost", domain(by));
      properties.setProperty(prefix + "auth", Boolean.toString(!by.user().isEmpty()));
      properties.setProperty(prefix + "ssl.checkserveridentity", "true");
    }
    properties.setProperty("mail.smtp.starttls.enable", "true");
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(!by.user().isEmpty()));
    return properties;
  }

  private static String said(MailServer by, MessagingException e) {
    return switch (e) {
      case AuthenticationFailedException refused ->
          "the mail server %s does not accept the user or the password of ONHAND_SMTP_URL"
              .formatted(by.host());
      case MailConnectException away ->
          "the mail server %s cannot be reached at port %d; see ONHAND_SMTP_URL, and whether it runs"
              .formatted(by.host(), by.port());
      case SendFailedException refused when refused.getInvalidAddresses() != null ->
          "the mail server %s does not take mail for %s: %s"
              .formatted(by.host(), listed(refused.getInvalidAddresses()), last(e));
      default -> "the mail server %s says: %s".formatted(by.host(), last(e));
    };
  }

  private static String listed(Address[] addresses) {
    return Arrays.stream(addresses).map(Address::toString).collect(Collectors.joining(", "));
  }

  /** The innermost message, which is the server's own. */
  private static String last(MessagingException e) {
    Exception inner = e;
    while (inner instanceof MessagingException outer && outer.getNextException() != null) {
      inner = outer.getNextException();
    }
    return oneLine(String.valueOf(inner.getMessage())).strip();
  }

  /** A message whose id is ours, so that one that comes twice is known by it. */
  private static final class NamedMessage extends MimeMessage {
    private final String id;

    NamedMessage(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
