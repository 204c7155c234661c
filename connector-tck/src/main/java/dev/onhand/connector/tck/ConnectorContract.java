package dev.onhand.connector.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** Every rule that a connector must keep. Its test extends this and brings the connector. */
public abstract class ConnectorContract {

  /** The connector and the marketplace that it is tried on; made anew for each rule. */
  protected abstract Contestant contestant();

  @Nested
  @DisplayName("Descriptor")
  final class Describing extends DescriptorRules {
    Describing() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Listings")
  final class Listing extends ListingRules {
    Listing() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Orders")
  final class Ordering extends OrderRules {
    Ordering() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Push")
  final class Pushing extends PushRules {
    Pushing() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Partial failure")
  final class FailingPartly extends PartialFailureRules {
    FailingPartly() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Throttling")
  final class Throttling extends ThrottlingRules {
    Throttling() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Authentication")
  final class Authenticating extends AuthenticationRules {
    Authenticating() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Lost reply")
  final class LosingReplies extends LostReplyRules {
    LosingReplies() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Paging")
  final class Paging extends PagingRules {
    Paging() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Malformed reply")
  final class ReadingNonsense extends MalformedReplyRules {
    ReadingNonsense() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Cancellation")
  final class Cancelling extends CancellationRules {
    Cancelling() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Secrets")
  final class KeepingSecrets extends SecretRules {
    KeepingSecrets() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Limits")
  final class KeepingLimits extends LimitRules {
    KeepingLimits() {
      super(ConnectorContract.this::contestant);
    }
  }

  @Nested
  @DisplayName("Webhooks")
  final class ReceivingWebhooks extends WebhookRules {
    ReceivingWebhooks() {
      super(ConnectorContract.this::contestant);
    }
  }
}
