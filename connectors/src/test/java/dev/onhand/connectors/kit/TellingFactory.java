package dev.onhand.connectors.kit;

import dev.onhand.connector.AnswersChallenges;
import dev.onhand.connector.Connector;
import dev.onhand.connector.ConnectorDescriptor;
import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.ReceivesWebhooks;
import dev.onhand.connector.Settings;
import dev.onhand.connector.WebhookNotice;
import dev.onhand.connector.WebhookRequest;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connectors.medusa.MedusaConnectorFactory;
import java.util.Optional;

/** Makes Medusa's connector, which the channel calls; and one that takes these calls otherwise. */
public final class TellingFactory implements ConnectorFactory {

  private static final MedusaConnectorFactory GOOD = new MedusaConnectorFactory();

  private final Hearing hearing;

  /** Takes a call in its own way. */
  @FunctionalInterface
  interface Hearing {
    WebhookNotice read(WebhookRequest request, Telling good) throws InterruptedException;

    /** What an address is asked. */
    default Optional<AnswersChallenges.Answer> answer(WebhookRequest request) {
      return Optional.empty();
    }
  }

  /** For the service loader. */
  public TellingFactory() {
    this((request, good) -> good.take(request));
  }

  TellingFactory(Hearing hearing) {
    this.hearing = hearing;
  }

  @Override
  public ConnectorDescriptor descriptor() {
    ConnectorDescriptor good = GOOD.descriptor();
    return new ConnectorDescriptor(
        "telling",
        good.title(),
        good.settings(),
        good.access(),
        good.behaviors(),
        good.semantics(),
        good.limits(),
        good.statuses(),
        good.documentation());
  }

  @Override
  public Connector create(Settings settings, ConnectorHttp http) {
    return new Telling(
        GOOD.create(settings, http), settings.find(ReceivesWebhooks.SECRET).isPresent(), hearing);
  }

  /** As good as the one it passes all calls on to, but for what it hears. */
  static final class Telling extends Wrapped implements AnswersChallenges {

    final boolean hasSecret;
    private final Hearing hearing;

    Telling(Connector good, boolean hasSecret, Hearing hearing) {
      super(good);
      this.hasSecret = hasSecret;
      this.hearing = hearing;
    }

    /** As it should be. */
    WebhookNotice take(WebhookRequest request) {
      return ((ReceivesWebhooks) good).read(request);
    }

    @Override
    public WebhookNotice read(WebhookRequest request) {
      try {
        return hearing.read(request, this);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public Optional<Answer> answer(WebhookRequest request) {
      return hearing.answer(request);
    }
  }
}
