package dev.onhand.server.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.util.JSONObjectUtils;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationSuccessResponse;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.onhand.connector.DeferredException;
import dev.onhand.connector.Limits;
import dev.onhand.connector.UnconfirmedException;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connector.http.Purpose;
import dev.onhand.engine.access.Identity;
import dev.onhand.server.settings.SingleSignOn;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The provider by which people sign in: OpenID Connect Core 1.0, the code flow, with PKCE. Its
 * addresses and keys are asked for at each sign-in, which are few, so what it changes holds at
 * once. Calls leave by the transport of channels, within a deadline and without redirects.
 */
final class SignOnProvider {

  private static final Limits LIMITS = new Limits(1, List.of(), Duration.ofMinutes(1));

  private final SingleSignOn settings;
  private final ConnectorHttp http;
  private final Links links;

  SignOnProvider(SingleSignOn settings, HttpTransport transport, InstantSource clock, Links links) {
    this.settings = settings;
    this.http = new ConnectorHttp(transport, new Pacer(LIMITS), record -> {}, clock);
    this.links = links;
  }

  /** How people call it. */
  String name() {
    return settings.name();
  }

  /** It did not say who somebody is. */
  static final class NotProvedException extends Exception {
    private static final long serialVersionUID = 1;

    NotProvedException(String why) {
      super(why);
    }

    NotProvedException(String why, Exception cause) {
      super(why, cause);
    }
  }

  /**
   * What the browser that was sent to the provider is known by when it comes back.
   *
   * @param state which the provider gives back
   * @param nonce which it signs
   * @param verifier which shows that the code was made for us
   */
  record Kept(String state, String nonce, String verifier) {

    static Kept read(String text) throws NotProvedException {
      String[] parts = text.split("\\.", -1);
      if (parts.length != 3) {
        throw new NotProvedException("This browser did not begin to sign in.");
      }
      return new Kept(parts[0], parts[1], parts[2]);
    }

    String text() {
      return "%s.%s.%s".formatted(state, nonce, verifier);
    }
  }

  Kept newKept() {
    return new Kept(links.newSecret(), links.newSecret(), links.newSecret());
  }

  /**
   * Where to send a browser.
   *
   * @param back where it is to come back to
   */
  URI address(Kept kept, URI back) throws NotProvedException, InterruptedException {
    return new AuthenticationRequest.Builder(
            ResponseType.CODE,
            new Scope("openid", "email"),
            new ClientID(settings.clientId()),
            back)
        .endpointURI(metadata().getAuthorizationEndpointURI())
        .state(new State(kept.state()))
        .nonce(new Nonce(kept.nonce()))
        .codeChallenge(new CodeVerifier(kept.verifier()), CodeChallengeMethod.S256)
        .build()
        .toURI();
  }

  /**
   * Who somebody is.
   *
   * @param email of which the provider knows that it is theirs; null: it does not
   */
  record Proved(Identity identity, @Nullable String email) {}

  /**
   * Who came back.
   *
   * @param came the whole address with which they did
   * @param back the same as in {@link #address}
   */
  Proved proved(Kept kept, URI came, URI back) throws NotProvedException, InterruptedException {
    OIDCProviderMetadata metadata = metadata();
    String code = code(kept, came);
    String answer = redeem(metadata, code, kept, back);
    try {
      OIDCTokenResponse tokens = OIDCTokenResponse.parse(JSONObjectUtils.parse(answer));
      IDTokenClaimsSet claims =
          validator(metadata)
              .validate(tokens.getOIDCTokens().getIDToken(), new Nonce(kept.nonce()));
      boolean isVerified = Boolean.TRUE.equals(claims.getBooleanClaim("email_verified"));
      return new Proved(
          new Identity(settings.issuer(), claims.getSubject().getValue()),
          isVerified ? claims.getStringClaim("email") : null);
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException e) {
      throw new NotProvedException("What it says cannot be trusted: " + e.getMessage(), e);
    }
  }

  private static String code(Kept kept, URI came) throws NotProvedException {
    try {
      var response = com.nimbusds.openid.connect.sdk.AuthenticationResponseParser.parse(came);
      if (!new State(kept.state()).equals(response.getState())) {
        throw new NotProvedException("This is the answer to another sign-in. Begin again.");
      }
      if (response instanceof AuthenticationSuccessResponse success
          && success.getAuthorizationCode() != null) {
        return success.getAuthorizationCode().getValue();
      }
      var error = response.toErrorResponse().getErrorObject();
      throw new NotProvedException("It did not sign you in: " + error.getCode() + ".");
    } catch (ParseException e) {
      throw new NotProvedException("Its answer cannot be read. Begin again.", e);
    }
  }

  private String redeem(OIDCProviderMetadata metadata, String code, Kept kept, URI back)
      throws NotProvedException, InterruptedException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "authorization_code");
    fields.put("code", code);
    fields.put("redirect_uri", back.toString());
    fields.put("code_verifier", kept.verifier());
    URI endpoint = metadata.getTokenEndpointURI();
    ConnectorHttp at = http.at(origin(endpoint));
    String secret = settings.clientSecret().reveal();
    if (isBasic(metadata)) {
      at = at.withBasic(encoded(settings.clientId()), encoded(secret)); // RFC 6749, section 2.3.1
    } else {
      fields.put("client_id", settings.clientId());
      fields.put("client_secret", secret);
    }
    return answer(at, HttpCall.form(path(endpoint), fields, Purpose.LOGIN));
  }

  /** Basic is what is meant where nothing is said (OpenID Connect Discovery 1.0, section 3). */
  private static boolean isBasic(OIDCProviderMetadata metadata) {
    List<ClientAuthenticationMethod> methods = metadata.getTokenEndpointAuthMethods();
    return methods == null
        || methods.isEmpty()
        || methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private OIDCProviderMetadata metadata() throws NotProvedException, InterruptedException {
    String issuer = settings.issuer();
    ConnectorHttp at = http.at(URI.create(issuer));
    String answer = answer(at, HttpCall.get("/.well-known/openid-configuration", Purpose.LOGIN));
    try {
      OIDCProviderMetadata metadata = OIDCProviderMetadata.parse(answer);
      if (!metadata.getIssuer().getValue().equals(issuer)) {
        throw new NotProvedException(
            "It calls itself '%s', and ONHAND_OIDC_ISSUER is '%s': they must be the same."
                .formatted(metadata.getIssuer(), issuer));
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new NotProvedException("It does not say where people sign in.");
      }
      return metadata;
    } catch (ParseException e) {
      throw new NotProvedException(
          "There is no OpenID Connect provider at ONHAND_OIDC_ISSUER: " + e.getMessage(), e);
    }
  }

  /** Only keys of which the provider alone has the other half: no secret of ours signs for it. */
  private IDTokenValidator validator(OIDCProviderMetadata metadata)
      throws NotProvedException, InterruptedException {
    URI endpoint = metadata.getJWKSetURI();
    String keys = answer(http.at(origin(endpoint)), HttpCall.get(path(endpoint), Purpose.LOGIN));
    try {
      return new IDTokenValidator(
          new Issuer(settings.issuer()),
          new ClientID(settings.clientId()),
          new JWSVerificationKeySelector<>(
              JWSAlgorithm.Family.SIGNATURE, new ImmutableJWKSet<>(JWKSet.parse(keys))),
          null);
    } catch (java.text.ParseException e) {
      throw new NotProvedException("Its keys cannot be read: " + e.getMessage(), e);
    }
  }

  private static URI origin(URI endpoint) {
    return URI.create("%s://%s".formatted(endpoint.getScheme(), endpoint.getRawAuthority()));
  }

  private static String path(URI endpoint) {
    String query = endpoint.getRawQuery();
    return endpoint.getRawPath() + (query == null ? "" : "?" + query);
  }

  private static String answer(ConnectorHttp at, HttpCall call)
      throws NotProvedException, InterruptedException {
    try {
      return at.send(call).text();
    } catch (DeferredException | UnconfirmedException e) {
      throw new NotProvedException("It cannot be asked: " + e.getMessage(), e);
    }
  }
}
