// Passkeys: asks the server for options, the browser for an answer, and sends it back. Without it, and without passkeys
// in the browser, the forms that need it stay hidden and the other ways remain.
(() => {
  if (!window.PublicKeyCredential) return;
  const bytes = (text) =>
    Uint8Array.from(window.atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0));
  const text = (buffer) =>
    window
      .btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
  const ids = (list) => (list || []).map((known) => ({ ...known, id: bytes(known.id) }));

  const create = async (options) => {
    const made = await navigator.credentials.create({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        user: { ...options.user, id: bytes(options.user.id) },
        excludeCredentials: ids(options.excludeCredentials),
      },
    });
    const { clientDataJSON, attestationObject } = made.response;
    const transports = made.response.getTransports ? made.response.getTransports() : [];
    return {
      response: {
        clientDataJSON: text(clientDataJSON),
        attestationObject: text(attestationObject),
        transports,
      },
      made,
    };
  };
  const get = async (options) => {
    const made = await navigator.credentials.get({
      publicKey: {
        ...options,
        challenge: bytes(options.challenge),
        allowCredentials: ids(options.allowCredentials),
      },
    });
    const { clientDataJSON, authenticatorData, signature, userHandle } = made.response;
    return {
      response: {
        clientDataJSON: text(clientDataJSON),
        authenticatorData: text(authenticatorData),
        signature: text(signature),
        userHandle: userHandle ? text(userHandle) : undefined,
      },
      made,
    };
  };

  const post = async (address, body) => {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return answer.json();
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.closest('[data-needs-passkey]').hidden = false;
    const said = form.querySelector('[data-passkey-error]');
    const say = (words) => {
      said.hidden = !words;
      said.textContent = words || '';
    };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      say('');
      const fields = Object.fromEntries(new window.FormData(form));
      try {
        const begun = await post(form.action, fields);
        if (!begun.ok)
          return say(form.dataset[begun.seconds ? 'wait' : 'refused'].replace('{seconds}', begun.seconds));
        const { response, made } = await (form.dataset.passkey === 'add' ? create : get)(begun.options);
        const done = await post(form.action, {
          ...fields,
          response: {
            id: made.id,
            rawId: text(made.rawId),
            type: made.type,
            clientExtensionResults: made.getClientExtensionResults(),
            authenticatorAttachment: made.authenticatorAttachment || undefined,
            response,
          },
        });
        if (done.ok) window.location.assign(done.to);
        else say(form.dataset.failed);
      } catch {
        // Turned down by the person, or not there on this machine.
        say(form.dataset.failed);
      }
    });
  }
})();
