package dev.onhand.server.access;

import dev.onhand.connector.http.HttpTransport;
import dev.onhand.engine.access.AdminActions;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.SecondFactors;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.access.Sessions;
import dev.onhand.engine.access.SignInFailures;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.access.Users;
import dev.onhand.server.settings.ServerSettings;
import dev.onhand.server.settings.SingleSignOn;
import dev.onhand.server.web.NanoTime;
import dev.onhand.server.web.ProblemException;
import dev.onhand.server.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Puts the checks of who may do what in place. */
@Configuration(proxyBeanMethods = false)
class AccessWiring {

  /** Where Spring Security has always stood: behind the request's id, before all else. */
  private static final int FILTER_ORDER = -100;

  /** Where channels call. */
  private static final String HOOKS = "/hooks/";

  private static final Set<String> OPEN =
      Set.of("/livez", "/readyz", "/metrics", "/api/openapi.json", "/favicon.ico");

  @Bean
  TokenUses tokenUses(Tokens tokens) {
    return new TokenUses(tokens).start();
  }

  @Bean
  TokenChecks tokenChecks(Tokens tokens, TokenUses uses, InstantSource clock, NanoTime nanoTime) {
    return new TokenChecks(tokens, uses, clock, nanoTime);
  }

  @Bean
  StandingCallers standingCallers(TokenChecks checks) {
    return new StandingCallers(checks);
  }

  @Bean
  Links links(Persons persons, InstantSource clock, RandomGenerator random) {
    return new Links(persons, clock, random);
  }

  @Bean
  People people(
      Users users, Persons persons, Links links, SecondFactorDesk factors, InstantSource clock) {
    return new People(users, persons, links, factors, clock);
  }

  @Bean
  SigningIn signingIn(
      Sessions sessions,
      Users users,
      Persons persons,
      SignInFailures failures,
      TokenChecks checks,
      SecondFactorDesk factors,
      Links links,
      ServerSettings settings,
      AdminActions actions,
      InstantSource clock) {
    return new SigningIn(
        sessions,
        users,
        persons,
        failures,
        checks,
        new Passwords(),
        factors,
        settings.secondFactor(),
        links,
        new SignInTrail(actions, clock),
        clock);
  }

  @Bean
  SellerSwitch sellerSwitch(
      SigningIn signingIn,
      Persons persons,
      Sessions sessions,
      SecondFactorDesk factors,
      ServerSettings settings,
      AdminActions actions,
      InstantSource clock) {
    return new SellerSwitch(
        signingIn,
        persons,
        sessions,
        factors,
        settings.secondFactor(),
        new SignInTrail(actions, clock),
        clock);
  }

  @Bean
  SignOnDesk signOnDesk(
      ServerSettings settings,
      HttpTransport transport,
      SigningIn signingIn,
      InstantSource clock,
      Links links) {
    SingleSignOn by = settings.signOn();
    return new SignOnDesk(
        by == null ? null : new SignOnProvider(by, transport, clock, links), signingIn);
  }

  @Bean
  SecondFactorDesk secondFactorDesk(
      SecondFactors factors, SignInFailures failures, InstantSource clock, RandomGenerator random) {
    return new SecondFactorDesk(factors, failures, clock, random);
  }

  @Bean
  TokenMaking tokenMaking(Tokens tokens, RandomGenerator random) {
    return new TokenMaking(tokens, random);
  }

  @Bean
  TokenDesk tokenDesk(Tokens tokens, TokenMaking making, TokenChecks checks, InstantSource clock) {
    return new TokenDesk(tokens, making, checks, clock);
  }

  @Bean
  SellerMaking sellerMaking(Sellers sellers, TokenMaking tokens, InstantSource clock) {
    return new SellerMaking(sellers, tokens, clock);
  }

  /** Runs before the first request can come. */
  @Bean
  FirstStart firstStart(
      Sellers sellers,
      Tokens tokens,
      TokenMaking making,
      Users users,
      Persons persons,
      Links links,
      InstantSource clock,
      FirstStartSettings settings) {
    FirstStart start = new FirstStart(sellers, tokens, making, users, persons, links, clock);
    start.run(settings.data(), settings.timeZone());
    return start;
  }

  /**
   * Three chains, as short as can be, for each request of ten thousand a second goes through one:
   * what needs a token, what is open to all, and pages, which need a session. Sessions, forms and
   * their keys have no place where each request brings its own token.
   */
  @Bean
  FilterRegistrationBean<FilterChainProxy> securityFilter(
      TokenChecks checks, SigningIn signingIn, SellerSwitch sellers) {
    FilterChainProxy proxy =
        new FilterChainProxy(
            List.of(
                new DefaultSecurityFilterChain(AccessWiring::needsToken, new BearerFilter(checks)),
                new DefaultSecurityFilterChain(AccessWiring::isOpen),
                new DefaultSecurityFilterChain(
                    request -> true, new SessionFilter(signingIn, sellers))));
    proxy.setFirewall(firewall());
    proxy.setRequestRejectedHandler(
        (request, response, rejected) ->
            Problems.write(
                request,
                response,
                ProblemException.invalid("", "The path has characters that are not allowed.")));
    FilterRegistrationBean<FilterChainProxy> filter = new FilterRegistrationBean<>(proxy);
    filter.setOrder(FILTER_ORDER);
    return filter;
  }

  /**
   * A token is asked for under /api/ (but for the description of the API), and looked at wherever
   * one is sent.
   */
  private static boolean needsToken(HttpServletRequest request) {
    String path = request.getRequestURI();
    return (path.startsWith("/api/") && !path.equals("/api/openapi.json"))
        || (request.getHeader("Authorization") != null && !path.startsWith(HOOKS));
  }

  /**
   * What says nothing of a seller: how the server is, and what pages are made with. And where
   * channels call, who prove themselves otherwise.
   */
  private static boolean isOpen(HttpServletRequest request) {
    String path = request.getRequestURI();
    return OPEN.contains(path) || path.startsWith("/assets/") || path.startsWith(HOOKS);
  }

  /** A SKU in a path may contain what paths otherwise need not: a slash, a semicolon, a percent. */
  private static StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowUrlEncodedSlash(true);
    firewall.setAllowUrlEncodedDoubleSlash(true);
    firewall.setAllowUrlEncodedPercent(true);
    firewall.setAllowUrlEncodedPeriod(true);
    firewall.setAllowSemicolon(true);
    firewall.setAllowBackSlash(true);
    // As strict as by default, without a regular expression a header.
    firewall.setAllowedHeaderNames(AccessWiring::isPlain);
    firewall.setAllowedHeaderValues(AccessWiring::isPlain);
    return firewall;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) || !Character.isDefined(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * A handler that says nothing of its scope is found when the server starts, not when it is used.
   */
  @Bean
  SmartInitializingSingleton scopesAreDeclared(
      @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers) {
    return () ->
        handlers
            .getHandlerMethods()
            .values()
            .forEach(handler -> ScopeInterceptor.declared(handler.getMethod()));
  }

  @Bean
  WebMvcConfigurer accessRules(AdminActions actions, InstantSource clock) {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerResolver());
      }

      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new ScopeInterceptor()).order(0);
        registry.addInterceptor(new AuditInterceptor(actions, clock)).order(1);
      }
    };
  }
}
