import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AjvJsonSchemaValidator,
  CallToolRequestSchema,
  CallToolResultSchema,
  CompleteRequestSchema,
  CreateMessageResultSchema,
  CreateMessageResultWithToolsSchema,
  CreateTaskResultSchema,
  ElicitResultSchema,
  EmptyResultSchema,
  ErrorCode,
  GetPromptRequestSchema,
  InitializeRequestSchema,
  InitializedNotificationSchema,
  LATEST_PROTOCOL_VERSION,
  ListPromptsRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListResourcesRequestSchema,
  ListRootsResultSchema,
  ListToolsRequestSchema,
  LoggingLevelSchema,
  McpError,
  Protocol,
  ReadResourceRequestSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
  SetLevelRequestSchema,
  assertClientRequestTaskCapability,
  assertToolsCallTaskCapability,
  getLiteralValue,
  getObjectShape,
  mergeCapabilities,
  safeParse
} from "./chunk-RE5OZT7Z.js";
import {
  _enum,
  array,
  boolean,
  looseObject,
  number,
  strictObject,
  string,
  toJSONSchema
} from "./chunk-2EDDFQVW.js";
import {
  describeModels,
  previewQuestion,
  putQuestion,
  receiptOf,
  threadMarkdown
} from "./chunk-E2UON3JZ.js";
import {
  LARGE_ANSWER,
  headOf
} from "./chunk-AM7M2BJL.js";
import "./chunk-PCQWKK2K.js";
import {
  VERBOSITIES,
  listedModels
} from "./chunk-3PESWYI5.js";
import {
  identityOfLogin,
  limitsLine
} from "./chunk-XSS3S2GS.js";
import {
  resolveRoots
} from "./chunk-3YMZIQRS.js";
import {
  maskEmail,
  redact
} from "./chunk-N76N25DY.js";
import {
  humanSeconds
} from "./chunk-HQBD4QJB.js";
import {
  ACCOUNT_CAPABILITY,
  CAPABILITIES,
  INSTRUCTIONS,
  SERVER_INFO
} from "./chunk-4PJVHQGP.js";
import "./chunk-SIKYUQVH.js";
import {
  isObject
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled,
  isAbort
} from "./chunk-RJXX33VE.js";
import "./chunk-QUEU7GBP.js";

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/experimental/tasks/server.js
var ExperimentalServerTasks = class {
  constructor(_server) {
    this._server = _server;
  }
  /**
   * Sends a request and returns an AsyncGenerator that yields response messages.
   * The generator is guaranteed to end with either a 'result' or 'error' message.
   *
   * This method provides streaming access to request processing, allowing you to
   * observe intermediate task status updates for task-augmented requests.
   *
   * @param request - The request to send
   * @param resultSchema - Zod schema for validating the result
   * @param options - Optional request options (timeout, signal, task creation params, etc.)
   * @returns AsyncGenerator that yields ResponseMessage objects
   *
   * @experimental
   */
  requestStream(request, resultSchema, options) {
    return this._server.requestStream(request, resultSchema, options);
  }
  /**
   * Sends a sampling request and returns an AsyncGenerator that yields response messages.
   * The generator is guaranteed to end with either a 'result' or 'error' message.
   *
   * For task-augmented requests, yields 'taskCreated' and 'taskStatus' messages
   * before the final result.
   *
   * @example
   * ```typescript
   * const stream = server.experimental.tasks.createMessageStream({
   *     messages: [{ role: 'user', content: { type: 'text', text: 'Hello' } }],
   *     maxTokens: 100
   * }, {
   *     onprogress: (progress) => {
   *         // Handle streaming tokens via progress notifications
   *         console.log('Progress:', progress.message);
   *     }
   * });
   *
   * for await (const message of stream) {
   *     switch (message.type) {
   *         case 'taskCreated':
   *             console.log('Task created:', message.task.taskId);
   *             break;
   *         case 'taskStatus':
   *             console.log('Task status:', message.task.status);
   *             break;
   *         case 'result':
   *             console.log('Final result:', message.result);
   *             break;
   *         case 'error':
   *             console.error('Error:', message.error);
   *             break;
   *     }
   * }
   * ```
   *
   * @param params - The sampling request parameters
   * @param options - Optional request options (timeout, signal, task creation params, onprogress, etc.)
   * @returns AsyncGenerator that yields ResponseMessage objects
   *
   * @experimental
   */
  createMessageStream(params, options) {
    const clientCapabilities = this._server.getClientCapabilities();
    if ((params.tools || params.toolChoice) && !clientCapabilities?.sampling?.tools) {
      throw new Error("Client does not support sampling tools capability.");
    }
    if (params.messages.length > 0) {
      const lastMessage = params.messages[params.messages.length - 1];
      const lastContent = Array.isArray(lastMessage.content) ? lastMessage.content : [lastMessage.content];
      const hasToolResults = lastContent.some((c) => c.type === "tool_result");
      const previousMessage = params.messages.length > 1 ? params.messages[params.messages.length - 2] : void 0;
      const previousContent = previousMessage ? Array.isArray(previousMessage.content) ? previousMessage.content : [previousMessage.content] : [];
      const hasPreviousToolUse = previousContent.some((c) => c.type === "tool_use");
      if (hasToolResults) {
        if (lastContent.some((c) => c.type !== "tool_result")) {
          throw new Error("The last message must contain only tool_result content if any is present");
        }
        if (!hasPreviousToolUse) {
          throw new Error("tool_result blocks are not matching any tool_use from the previous message");
        }
      }
      if (hasPreviousToolUse) {
        const toolUseIds = new Set(previousContent.filter((c) => c.type === "tool_use").map((c) => c.id));
        const toolResultIds = new Set(lastContent.filter((c) => c.type === "tool_result").map((c) => c.toolUseId));
        if (toolUseIds.size !== toolResultIds.size || ![...toolUseIds].every((id) => toolResultIds.has(id))) {
          throw new Error("ids of tool_result blocks and tool_use blocks from previous message do not match");
        }
      }
    }
    return this.requestStream({
      method: "sampling/createMessage",
      params
    }, CreateMessageResultSchema, options);
  }
  /**
   * Sends an elicitation request and returns an AsyncGenerator that yields response messages.
   * The generator is guaranteed to end with either a 'result' or 'error' message.
   *
   * For task-augmented requests (especially URL-based elicitation), yields 'taskCreated'
   * and 'taskStatus' messages before the final result.
   *
   * @example
   * ```typescript
   * const stream = server.experimental.tasks.elicitInputStream({
   *     mode: 'url',
   *     message: 'Please authenticate',
   *     elicitationId: 'auth-123',
   *     url: 'https://example.com/auth'
   * }, {
   *     task: { ttl: 300000 } // Task-augmented for long-running auth flow
   * });
   *
   * for await (const message of stream) {
   *     switch (message.type) {
   *         case 'taskCreated':
   *             console.log('Task created:', message.task.taskId);
   *             break;
   *         case 'taskStatus':
   *             console.log('Task status:', message.task.status);
   *             break;
   *         case 'result':
   *             console.log('User action:', message.result.action);
   *             break;
   *         case 'error':
   *             console.error('Error:', message.error);
   *             break;
   *     }
   * }
   * ```
   *
   * @param params - The elicitation request parameters
   * @param options - Optional request options (timeout, signal, task creation params, etc.)
   * @returns AsyncGenerator that yields ResponseMessage objects
   *
   * @experimental
   */
  elicitInputStream(params, options) {
    const clientCapabilities = this._server.getClientCapabilities();
    const mode = params.mode ?? "form";
    switch (mode) {
      case "url": {
        if (!clientCapabilities?.elicitation?.url) {
          throw new Error("Client does not support url elicitation.");
        }
        break;
      }
      case "form": {
        if (!clientCapabilities?.elicitation?.form) {
          throw new Error("Client does not support form elicitation.");
        }
        break;
      }
    }
    const normalizedParams = mode === "form" && params.mode === void 0 ? { ...params, mode: "form" } : params;
    return this.requestStream({
      method: "elicitation/create",
      params: normalizedParams
    }, ElicitResultSchema, options);
  }
  /**
   * Gets the current status of a task.
   *
   * @param taskId - The task identifier
   * @param options - Optional request options
   * @returns The task status
   *
   * @experimental
   */
  async getTask(taskId, options) {
    return this._server.getTask({ taskId }, options);
  }
  /**
   * Retrieves the result of a completed task.
   *
   * @param taskId - The task identifier
   * @param resultSchema - Zod schema for validating the result
   * @param options - Optional request options
   * @returns The task result
   *
   * @experimental
   */
  async getTaskResult(taskId, resultSchema, options) {
    return this._server.getTaskResult({ taskId }, resultSchema, options);
  }
  /**
   * Lists tasks with optional pagination.
   *
   * @param cursor - Optional pagination cursor
   * @param options - Optional request options
   * @returns List of tasks with optional next cursor
   *
   * @experimental
   */
  async listTasks(cursor, options) {
    return this._server.listTasks(cursor ? { cursor } : void 0, options);
  }
  /**
   * Cancels a running task.
   *
   * @param taskId - The task identifier
   * @param options - Optional request options
   *
   * @experimental
   */
  async cancelTask(taskId, options) {
    return this._server.cancelTask({ taskId }, options);
  }
};

// node_modules/.pnpm/@modelcontextprotocol+sdk@1.32.2_@cfworker+json-schema@4.1.6_zod@4.6.7/node_modules/@modelcontextprotocol/sdk/dist/esm/server/index.js
var Server = class extends Protocol {
  /**
   * Initializes this server with the given name and version information.
   */
  constructor(_serverInfo, options) {
    super(options);
    this._serverInfo = _serverInfo;
    this._loggingLevels = /* @__PURE__ */ new Map();
    this.LOG_LEVEL_SEVERITY = new Map(LoggingLevelSchema.options.map((level, index) => [level, index]));
    this.isMessageIgnored = (level, sessionId) => {
      const currentLevel = this._loggingLevels.get(sessionId);
      return currentLevel ? this.LOG_LEVEL_SEVERITY.get(level) < this.LOG_LEVEL_SEVERITY.get(currentLevel) : false;
    };
    this._capabilities = options?.capabilities ?? {};
    this._instructions = options?.instructions;
    this._jsonSchemaValidator = options?.jsonSchemaValidator ?? new AjvJsonSchemaValidator();
    this.setRequestHandler(InitializeRequestSchema, (request) => this._oninitialize(request));
    this.setNotificationHandler(InitializedNotificationSchema, () => this.oninitialized?.());
    if (this._capabilities.logging) {
      this.setRequestHandler(SetLevelRequestSchema, async (request, extra) => {
        const transportSessionId = extra.sessionId || extra.requestInfo?.headers["mcp-session-id"] || void 0;
        const { level } = request.params;
        const parseResult = LoggingLevelSchema.safeParse(level);
        if (parseResult.success) {
          this._loggingLevels.set(transportSessionId, parseResult.data);
        }
        return {};
      });
    }
  }
  /**
   * Access experimental features.
   *
   * WARNING: These APIs are experimental and may change without notice.
   *
   * @experimental
   */
  get experimental() {
    if (!this._experimental) {
      this._experimental = {
        tasks: new ExperimentalServerTasks(this)
      };
    }
    return this._experimental;
  }
  /**
   * Registers new capabilities. This can only be called before connecting to a transport.
   *
   * The new capabilities will be merged with any existing capabilities previously given (e.g., at initialization).
   */
  registerCapabilities(capabilities) {
    if (this.transport) {
      throw new Error("Cannot register capabilities after connecting to transport");
    }
    this._capabilities = mergeCapabilities(this._capabilities, capabilities);
  }
  /**
   * Override request handler registration to enforce server-side validation for tools/call.
   */
  setRequestHandler(requestSchema, handler) {
    const shape = getObjectShape(requestSchema);
    const methodSchema = shape?.method;
    if (!methodSchema) {
      throw new Error("Schema is missing a method literal");
    }
    const methodValue = getLiteralValue(methodSchema);
    if (typeof methodValue !== "string") {
      throw new Error("Schema method literal must be a string");
    }
    const method = methodValue;
    if (method === "tools/call") {
      const wrappedHandler = async (request, extra) => {
        const validatedRequest = safeParse(CallToolRequestSchema, request);
        if (!validatedRequest.success) {
          const errorMessage = validatedRequest.error instanceof Error ? validatedRequest.error.message : String(validatedRequest.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid tools/call request: ${errorMessage}`);
        }
        const { params } = validatedRequest.data;
        const result = await Promise.resolve(handler(request, extra));
        if (params.task) {
          const taskValidationResult = safeParse(CreateTaskResultSchema, result);
          if (!taskValidationResult.success) {
            const errorMessage = taskValidationResult.error instanceof Error ? taskValidationResult.error.message : String(taskValidationResult.error);
            throw new McpError(ErrorCode.InvalidParams, `Invalid task creation result: ${errorMessage}`);
          }
          return taskValidationResult.data;
        }
        const validationResult = safeParse(CallToolResultSchema, result);
        if (!validationResult.success) {
          const errorMessage = validationResult.error instanceof Error ? validationResult.error.message : String(validationResult.error);
          throw new McpError(ErrorCode.InvalidParams, `Invalid tools/call result: ${errorMessage}`);
        }
        return validationResult.data;
      };
      return super.setRequestHandler(requestSchema, wrappedHandler);
    }
    return super.setRequestHandler(requestSchema, handler);
  }
  assertCapabilityForMethod(method) {
    switch (method) {
      case "sampling/createMessage":
        if (!this._clientCapabilities?.sampling) {
          throw new Error(`Client does not support sampling (required for ${method})`);
        }
        break;
      case "elicitation/create":
        if (!this._clientCapabilities?.elicitation) {
          throw new Error(`Client does not support elicitation (required for ${method})`);
        }
        break;
      case "roots/list":
        if (!this._clientCapabilities?.roots) {
          throw new Error(`Client does not support listing roots (required for ${method})`);
        }
        break;
      case "ping":
        break;
    }
  }
  assertNotificationCapability(method) {
    switch (method) {
      case "notifications/message":
        if (!this._capabilities.logging) {
          throw new Error(`Server does not support logging (required for ${method})`);
        }
        break;
      case "notifications/resources/updated":
      case "notifications/resources/list_changed":
        if (!this._capabilities.resources) {
          throw new Error(`Server does not support notifying about resources (required for ${method})`);
        }
        break;
      case "notifications/tools/list_changed":
        if (!this._capabilities.tools) {
          throw new Error(`Server does not support notifying of tool list changes (required for ${method})`);
        }
        break;
      case "notifications/prompts/list_changed":
        if (!this._capabilities.prompts) {
          throw new Error(`Server does not support notifying of prompt list changes (required for ${method})`);
        }
        break;
      case "notifications/elicitation/complete":
        if (!this._clientCapabilities?.elicitation?.url) {
          throw new Error(`Client does not support URL elicitation (required for ${method})`);
        }
        break;
      case "notifications/cancelled":
        break;
      case "notifications/progress":
        break;
    }
  }
  assertRequestHandlerCapability(method) {
    if (!this._capabilities) {
      return;
    }
    switch (method) {
      case "completion/complete":
        if (!this._capabilities.completions) {
          throw new Error(`Server does not support completions (required for ${method})`);
        }
        break;
      case "logging/setLevel":
        if (!this._capabilities.logging) {
          throw new Error(`Server does not support logging (required for ${method})`);
        }
        break;
      case "prompts/get":
      case "prompts/list":
        if (!this._capabilities.prompts) {
          throw new Error(`Server does not support prompts (required for ${method})`);
        }
        break;
      case "resources/list":
      case "resources/templates/list":
      case "resources/read":
        if (!this._capabilities.resources) {
          throw new Error(`Server does not support resources (required for ${method})`);
        }
        break;
      case "tools/call":
      case "tools/list":
        if (!this._capabilities.tools) {
          throw new Error(`Server does not support tools (required for ${method})`);
        }
        break;
      case "tasks/get":
      case "tasks/list":
      case "tasks/result":
      case "tasks/cancel":
        if (!this._capabilities.tasks) {
          throw new Error(`Server does not support tasks capability (required for ${method})`);
        }
        break;
      case "ping":
      case "initialize":
        break;
    }
  }
  assertTaskCapability(method) {
    assertClientRequestTaskCapability(this._clientCapabilities?.tasks?.requests, method, "Client");
  }
  assertTaskHandlerCapability(method) {
    if (!this._capabilities) {
      return;
    }
    assertToolsCallTaskCapability(this._capabilities.tasks?.requests, method, "Server");
  }
  async _oninitialize(request) {
    const requestedVersion = request.params.protocolVersion;
    this._clientCapabilities = request.params.capabilities;
    this._clientVersion = request.params.clientInfo;
    const protocolVersion = SUPPORTED_PROTOCOL_VERSIONS.includes(requestedVersion) ? requestedVersion : LATEST_PROTOCOL_VERSION;
    return {
      protocolVersion,
      capabilities: this.getCapabilities(),
      serverInfo: this._serverInfo,
      ...this._instructions && { instructions: this._instructions }
    };
  }
  /**
   * After initialization has completed, this will be populated with the client's reported capabilities.
   */
  getClientCapabilities() {
    return this._clientCapabilities;
  }
  /**
   * After initialization has completed, this will be populated with information about the client's name and version.
   */
  getClientVersion() {
    return this._clientVersion;
  }
  getCapabilities() {
    return this._capabilities;
  }
  async ping() {
    return this.request({ method: "ping" }, EmptyResultSchema);
  }
  // Implementation
  async createMessage(params, options) {
    if (params.tools || params.toolChoice) {
      if (!this._clientCapabilities?.sampling?.tools) {
        throw new Error("Client does not support sampling tools capability.");
      }
    }
    if (params.messages.length > 0) {
      const lastMessage = params.messages[params.messages.length - 1];
      const lastContent = Array.isArray(lastMessage.content) ? lastMessage.content : [lastMessage.content];
      const hasToolResults = lastContent.some((c) => c.type === "tool_result");
      const previousMessage = params.messages.length > 1 ? params.messages[params.messages.length - 2] : void 0;
      const previousContent = previousMessage ? Array.isArray(previousMessage.content) ? previousMessage.content : [previousMessage.content] : [];
      const hasPreviousToolUse = previousContent.some((c) => c.type === "tool_use");
      if (hasToolResults) {
        if (lastContent.some((c) => c.type !== "tool_result")) {
          throw new Error("The last message must contain only tool_result content if any is present");
        }
        if (!hasPreviousToolUse) {
          throw new Error("tool_result blocks are not matching any tool_use from the previous message");
        }
      }
      if (hasPreviousToolUse) {
        const toolUseIds = new Set(previousContent.filter((c) => c.type === "tool_use").map((c) => c.id));
        const toolResultIds = new Set(lastContent.filter((c) => c.type === "tool_result").map((c) => c.toolUseId));
        if (toolUseIds.size !== toolResultIds.size || ![...toolUseIds].every((id) => toolResultIds.has(id))) {
          throw new Error("ids of tool_result blocks and tool_use blocks from previous message do not match");
        }
      }
    }
    if (params.tools) {
      return this.request({ method: "sampling/createMessage", params }, CreateMessageResultWithToolsSchema, options);
    }
    return this.request({ method: "sampling/createMessage", params }, CreateMessageResultSchema, options);
  }
  /**
   * Creates an elicitation request for the given parameters.
   * For backwards compatibility, `mode` may be omitted for form requests and will default to `'form'`.
   * @param params The parameters for the elicitation request.
   * @param options Optional request options.
   * @returns The result of the elicitation request.
   */
  async elicitInput(params, options) {
    const mode = params.mode ?? "form";
    switch (mode) {
      case "url": {
        if (!this._clientCapabilities?.elicitation?.url) {
          throw new Error("Client does not support url elicitation.");
        }
        const urlParams = params;
        return this.request({ method: "elicitation/create", params: urlParams }, ElicitResultSchema, options);
      }
      case "form": {
        if (!this._clientCapabilities?.elicitation?.form) {
          throw new Error("Client does not support form elicitation.");
        }
        const formParams = params.mode === "form" ? params : { ...params, mode: "form" };
        const result = await this.request({ method: "elicitation/create", params: formParams }, ElicitResultSchema, options);
        if (result.action === "accept" && result.content && formParams.requestedSchema) {
          try {
            const validator = this._jsonSchemaValidator.getValidator(formParams.requestedSchema);
            const validationResult = validator(result.content);
            if (!validationResult.valid) {
              throw new McpError(ErrorCode.InvalidParams, `Elicitation response content does not match requested schema: ${validationResult.errorMessage}`);
            }
          } catch (error) {
            if (error instanceof McpError) {
              throw error;
            }
            throw new McpError(ErrorCode.InternalError, `Error validating elicitation response: ${error instanceof Error ? error.message : String(error)}`);
          }
        }
        return result;
      }
    }
  }
  /**
   * Creates a reusable callback that, when invoked, will send a `notifications/elicitation/complete`
   * notification for the specified elicitation ID.
   *
   * @param elicitationId The ID of the elicitation to mark as complete.
   * @param options Optional notification options. Useful when the completion notification should be related to a prior request.
   * @returns A function that emits the completion notification when awaited.
   */
  createElicitationCompletionNotifier(elicitationId, options) {
    if (!this._clientCapabilities?.elicitation?.url) {
      throw new Error("Client does not support URL elicitation (required for notifications/elicitation/complete)");
    }
    return () => this.notification({
      method: "notifications/elicitation/complete",
      params: {
        elicitationId
      }
    }, options);
  }
  async listRoots(params, options) {
    return this.request({ method: "roots/list", params }, ListRootsResultSchema, options);
  }
  /**
   * Sends a logging message to the client, if connected.
   * Note: You only need to send the parameters object, not the entire JSON RPC message
   * @see LoggingMessageNotification
   * @param params
   * @param sessionId optional for stateless and backward compatibility
   */
  async sendLoggingMessage(params, sessionId) {
    if (this._capabilities.logging) {
      if (!this.isMessageIgnored(params.level, sessionId)) {
        return this.notification({ method: "notifications/message", params });
      }
    }
  }
  async sendResourceUpdated(params) {
    return this.notification({
      method: "notifications/resources/updated",
      params
    });
  }
  async sendResourceListChanged() {
    return this.notification({
      method: "notifications/resources/list_changed"
    });
  }
  async sendToolListChanged() {
    return this.notification({ method: "notifications/tools/list_changed" });
  }
  async sendPromptListChanged() {
    return this.notification({ method: "notifications/prompts/list_changed" });
  }
};

// src/mcp/completions.ts
var MOST = 100;
function matching(values, typed) {
  const wanted = typed.toLowerCase();
  const starting = values.filter((v) => v.toLowerCase().startsWith(wanted));
  return starting.length > 0 ? starting : values.filter((v) => v.toLowerCase().includes(wanted));
}
function registerCompletions(server, back, more = {}) {
  const completers = {
    model: async () => listedModels((await (await back.app()).models()).models).map((m) => m.slug),
    base: () => Promise.resolve(["uncommitted", "staged", "main", "master"]),
    ...more
  };
  server.setRequestHandler(CompleteRequestSchema, async (request) => {
    const { name, value } = request.params.argument;
    const values = matching(await completers[name]?.() ?? [], value);
    return {
      completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST }
    };
  });
}

// src/mcp/logging.ts
var LEVELS = LoggingLevelSchema.options;
function isWanted(level, least) {
  return least !== void 0 && LEVELS.indexOf(level) >= LEVELS.indexOf(least);
}
function registerLogging(server, back) {
  let least;
  server.setRequestHandler(SetLevelRequestSchema, (request) => {
    least = request.params.level;
    return {};
  });
  back.log.listen?.((message) => {
    if (!isWanted("debug", least)) return;
    server.notification({
      method: "notifications/message",
      params: { level: "debug", logger: "codex-oauth", data: message }
    }).catch(() => {
    });
  });
}

// src/mcp/prompts.ts
var PROMPTS = [
  {
    name: "ask",
    title: "Ask Codex",
    description: "Ask OpenAI Codex a question and relay its answer.",
    arguments: [
      { name: "question", description: "What to ask.", required: true },
      { name: "model", description: "A slug from codex_models; the default one without it." }
    ],
    text: (arg) => [
      `Ask Codex with codex_query${arg("model") ? ` and model "${arg("model")}"` : ""}, and relay its answer as it is:`,
      "",
      arg("question")
    ].join("\n")
  },
  {
    name: "review",
    title: "Review by Codex",
    description: "Have OpenAI Codex review the changes in this workspace.",
    arguments: [
      {
        name: "base",
        description: "What to compare with: uncommitted, staged, a branch or a..b. Default: uncommitted."
      },
      { name: "focus", description: "What to look at above all." }
    ],
    text: (arg) => [
      `Have Codex review the changes with codex_query and diff "${arg("base") || "uncommitted"}".`,
      "Ask it for findings ordered by severity, each with file and line, and for nothing that is not a finding.",
      ...arg("focus") ? [`It is to look above all at: ${arg("focus")}`] : [],
      "Relay the findings as they are, then say which of them you agree with."
    ].join("\n")
  }
];
function refuse(message) {
  return new McpError(ErrorCode.InvalidParams, message);
}
function registerPrompts(server) {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: PROMPTS.map(({ text: _, ...prompt }) => prompt)
  }));
  server.setRequestHandler(GetPromptRequestSchema, (request) => {
    const { name, arguments: args = {} } = request.params;
    const prompt = PROMPTS.find((p) => p.name === name);
    if (!prompt)
      throw refuse(
        `There is no prompt "${name.slice(0, 100)}". There are ${PROMPTS.map((p) => p.name).join(" and ")}.`
      );
    const value = (key) => args[key]?.trim() ?? "";
    const missing = prompt.arguments.find((a) => a.required && value(a.name) === "");
    if (missing) throw refuse(`The prompt "${name}" needs "${missing.name}": ${missing.description}`);
    return {
      description: prompt.description ?? prompt.name,
      messages: [{ role: "user", content: { type: "text", text: prompt.text(value) } }]
    };
  });
}

// src/mcp/arguments.ts
var article = (word) => /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
function sentence(issue, input2) {
  const name = issue.path.join(".") || "The arguments";
  switch (issue.code) {
    case "unrecognized_keys":
      return `Unknown argument ${issue.keys.map((k) => `"${k.slice(0, 60)}"`).join(", ")}.`;
    case "invalid_type": {
      let at = input2;
      for (const key of issue.path)
        at = typeof at === "object" && at !== null ? Reflect.get(at, key) : void 0;
      if (at === void 0) return `"${name}" is missing; it must be ${article(issue.expected)}.`;
      return `"${name}" must be ${article(issue.expected)}, not ${at === null ? "null" : Array.isArray(at) ? "an array" : article(typeof at)}.`;
    }
    case "invalid_value":
      return `"${name}" must be one of ${issue.values.map(String).join(", ")}.`;
    default:
      return `"${name}": ${issue.message.replace(/\.$/, "")}.`;
  }
}
function checkArguments(tool, input2) {
  const parsed = tool.input.safeParse(input2 ?? {});
  if (parsed.success) return parsed.data;
  const known = Object.keys(tool.input.shape);
  const unknown = parsed.error.issues.some((i) => i.code === "unrecognized_keys");
  throw new AppError({
    kind: "input",
    code: "arguments.invalid",
    what: parsed.error.issues.map((i) => sentence(i, input2 ?? {})).join(" "),
    why: known.length === 0 ? `${tool.name} takes no arguments.` : `${tool.name} takes ${known.join(", ")}.`,
    fix: unknown ? "Remove it and call again." : "Correct it and call again."
  });
}

// src/mcp/tool.ts
function defineTool(tool) {
  return tool;
}

// src/mcp/tools/clear.ts
var revocation = {
  revoked: "It was revoked at OpenAI as well.",
  failed: "OpenAI could not be told to revoke it: it ends by itself, or end it under https://chatgpt.com/#settings/Security.",
  nothing: "There was nothing to revoke at OpenAI."
};
function clearedText(cleared, authFile) {
  const untouched = "Other entries of the file, the Codex CLI’s own login and API keys were not touched.";
  if (!cleared.removed) return `There was no login of ours in ${authFile}. ${untouched}`;
  if (cleared.external)
    return `Signed out${cleared.accountId ? ` of account ${cleared.accountId}` : ""}: the login that the application had handed over was forgotten. It was in memory only; nothing on disk was touched and nothing was revoked.`;
  return `Signed out${cleared.accountId ? ` of account ${cleared.accountId}` : ""}: the login was removed from ${authFile}. ${revocation[cleared.revocation]} ${untouched}`;
}
var clearTool = defineTool({
  name: "codex_clear",
  title: "Sign out of Codex",
  description: "Signs out: removes this plugin’s Codex login and revokes it at OpenAI. Only when the user asks for it. The Codex CLI’s own login is not touched.",
  input: strictObject({}),
  annotations: {
    title: "Sign out of Codex",
    readOnlyHint: false,
    destructiveHint: true,
    idempotentHint: true,
    openWorldHint: true
  },
  run: async (_args, { app }) => ({
    kind: "text",
    text: clearedText(await app.clear(), app.settings.authFile)
  })
});

// src/mcp/tools/login.ts
import { randomUUID } from "node:crypto";

// src/mcp/progress.ts
var SHORTEST_MS = 400;
var LONGEST_MS = 1e3;
var MAX_LENGTH = 190;
function progressLine(send, line, maxLength = MAX_LENGTH) {
  let last = -SHORTEST_MS;
  let due;
  let soon = false;
  let stopped = false;
  const fire = () => {
    clearTimeout(due);
    if (stopped) return;
    last = performance.now();
    send(oneLine(line(), maxLength));
    due = setTimeout(fire, LONGEST_MS);
  };
  return {
    update: () => {
      const wait = SHORTEST_MS - (performance.now() - last);
      if (wait <= 0) return fire();
      if (!stopped && !soon) {
        soon = true;
        clearTimeout(due);
        due = setTimeout(() => {
          soon = false;
          fire();
        }, wait);
      }
    },
    stop: () => {
      stopped = true;
      clearTimeout(due);
    }
  };
}
function flatten(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").replace(/ {2,}/g, " ").trim();
}
var HALVES = /^[\udc00-\udfff]|[\ud800-\udbff]$/g;
function oneLine(text, max) {
  const flat = flatten(text);
  return flat.length <= max ? flat : `${flat.slice(0, max - 1).replace(HALVES, "")}…`;
}
function lineEnd(text, max) {
  return flatten(text).slice(1 - max).replace(HALVES, "");
}
var TELLING = /* @__PURE__ */ new Set(["thinking", "searching", "retrying"]);
var TAIL = 80;
var verbs = {
  "signing in": "checking the login",
  sending: "sending",
  retrying: "trying again",
  waiting: "waiting for the model",
  thinking: "thinking",
  searching: "searching the web",
  writing: "writing"
};
function progressText(progress, elapsedMs, tail) {
  const written = progress.length > 0 ? `≈${Math.ceil(progress.length / 4)} tokens` : void 0;
  const model = progress.model ? [progress.model, progress.effort].filter(Boolean).join(" ") : void 0;
  const telling = TELLING.has(progress.phase) && progress.thought !== "";
  const about = telling ? progress.thought : tail === "" ? void 0 : `…${lineEnd(tail, TAIL)}`;
  const elapsed = `${Math.max(0, Math.round(elapsedMs / 1e3))} s`;
  return [verbs[progress.phase], model, elapsed, written, about].filter(Boolean).join(" · ");
}

// src/mcp/tools/login.ts
var waiting = /* @__PURE__ */ new WeakMap();
var offered = /* @__PURE__ */ new WeakSet();
var PATIENCE_MS = 45e3;
function howToSignIn(attempt) {
  const { browser, device } = attempt;
  const code = device && `open ${device.url} in any browser and type the code ${device.userCode} (never type a code that somebody else sent you)`;
  const here = browser && `open ${browser.url} in a browser on this machine`;
  const text = [code, here].filter(Boolean).join("; or ");
  return `To sign in to OpenAI Codex, ${text}.`;
}
function signedInText(login) {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = [email && `as ${maskEmail(email)}`, plan && `(${plan} plan)`].filter(Boolean).join(" ");
  return `Signed in to OpenAI Codex${who ? ` ${who}` : ""}, account ${accountId ?? "unknown"}. codex_query is ready.`;
}
function pendingText(attempt, app) {
  const left = humanSeconds((attempt.expiresAt - app.deps.now()) / 1e3);
  return `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. It can be finished within ${left} while this session is open; codex_status tells when it is done.`;
}
function waitingLine(attempt, now) {
  const left = `${humanSeconds((attempt.expiresAt - now) / 1e3)} left`;
  if (attempt.device) return `${attempt.device.userCode} at ${attempt.device.url} · ${left}`;
  return `waiting for the sign-in in the browser · ${left}`;
}
function dialogText(attempt) {
  return attempt.device ? `Type ${attempt.device.userCode} there. Never type a code somebody sent you.` : "Sign in to OpenAI Codex with your ChatGPT account.";
}
async function present(attempt, context, stop) {
  const { app, host } = context;
  const target = attempt.device ?? attempt.browser;
  if (host.elicitUrl && target && !offered.has(attempt)) {
    offered.add(attempt);
    const elicitationId = randomUUID();
    const done = () => context.elicitationDone(elicitationId);
    attempt.done.then(done, done);
    const { action } = await host.elicitUrl({
      url: target.url,
      message: dialogText(attempt),
      elicitationId,
      timeoutMs: Math.max(1e3, attempt.expiresAt - app.deps.now()),
      signal: stop
    });
    offered.delete(attempt);
    if (action !== "failed") return action;
  }
  return "no dialog";
}
function openHere(attempt, app) {
  if (!attempt.browser || attempt.device || app.settings.neverOpenBrowser) return;
  app.deps.openBrowser(attempt.browser.url).catch(() => {
  });
}
async function run(args, context) {
  const { app, host, signal } = context;
  signal.throwIfAborted();
  const joined = app.signIn.pending() !== void 0;
  const { lanes, fallback } = app.lanesFor(args.method);
  const timeoutMs = args.timeout_seconds !== void 0 ? args.timeout_seconds * 1e3 : app.settings.loginTimeoutMs;
  const attempt = await app.signIn.begin({ lanes, fallback, timeoutMs });
  waiting.set(attempt, (waiting.get(attempt) ?? 0) + 1);
  const stop = new AbortController();
  host.progress(howToSignIn(attempt));
  const line = progressLine(host.progress, () => waitingLine(attempt, app.deps.now()));
  line.update();
  const leave = () => {
    const left = (waiting.get(attempt) ?? 1) - 1;
    waiting.set(attempt, left);
    if (left <= 0) attempt.cancel(cancelled("The sign-in was cancelled."));
  };
  const onAbort = new Promise((resolve) => {
    const give = () => {
      leave();
      resolve("aborted");
    };
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
  try {
    if (!host.elicitUrl && !host.showsProgress) {
      if (!joined) openHere(attempt, app);
      return { kind: "text", text: pendingText(attempt, app) };
    }
    const presented = present(attempt, context, stop.signal).then(async (action) => {
      if (action === "decline") attempt.cancel(cancelled("The sign-in was declined."));
      if (action === "cancel") return "pending";
      if (action !== "no dialog") return new Promise(() => {
      });
      if (!joined) openHere(attempt, app);
      await app.deps.sleep(PATIENCE_MS, stop.signal).catch(() => {
      });
      return "pending";
    });
    const outcome = await Promise.race([attempt.done, onAbort, presented]);
    if (outcome === "aborted") throw cancelled("The sign-in was cancelled.");
    if (outcome === "pending") return { kind: "text", text: pendingText(attempt, app) };
    return { kind: "text", text: signedInText(outcome) };
  } finally {
    line.stop();
    stop.abort();
  }
}
var loginTool = defineTool({
  name: "codex_login",
  title: "Sign in to Codex",
  description: 'Signs the user in to OpenAI Codex with a ChatGPT account. Opens the sign-in page in the browser, or gives an address and a code where there is no browser. Waits until it is done, or returns "pending" with the address: show it to the user exactly as it is. A second call joins the first.',
  input: strictObject({
    method: _enum(["auto", "browser", "device"]).default("auto").describe("device: a code for a browser on another machine."),
    timeout_seconds: number().int().min(1).max(3600).optional().describe("How long to wait (default 300).")
  }),
  annotations: {
    title: "Sign in to Codex",
    readOnlyHint: false,
    destructiveHint: false,
    idempotentHint: true,
    openWorldHint: true
  },
  run
});

// src/mcp/tools/models.ts
var modelsTool = defineTool({
  name: "codex_models",
  title: "Codex models",
  description: "Lists the models the account may use with codex_query, the default one, and their reasoning efforts and context windows.",
  input: strictObject({}),
  annotations: { title: "Codex models", readOnlyHint: true, idempotentHint: true, openWorldHint: true },
  run: async (_args, { app }) => ({
    kind: "data",
    data: describeModels(await app.models(), app.settings.model)
  })
});

// src/mcp/tools/query.ts
var TAIL2 = 120;
function closingLine(answer) {
  const tokens = answer.usage ? `${answer.usage.inputTokens} in, ${answer.usage.outputTokens} out` : void 0;
  const limits = limitsLine(answer.limits);
  const thread = answer.threadId && `thread_id: ${answer.threadId}`;
  return [thread, answer.model, answer.effort, tokens, limits && `plan used: ${limits}`].filter(Boolean).join(" · ");
}
function renderAnswer(answer, report = []) {
  const parts = [answer.text];
  if (answer.cutShort) parts.push(partialMark(answer.cutShort, answer.requestId));
  parts.push(["—", ...report, ...answer.notes, closingLine(answer)].join("\n"));
  return parts.join("\n\n");
}
function partialMark(cutShort, requestId) {
  const { message } = cutShort;
  const id = requestId === void 0 || message.includes(requestId) ? "" : ` Request id ${requestId}.`;
  return `[Partial answer, not complete. ${message}${id}]`;
}
var MISFIT = 2e4;
function misfitError(answer, misfit) {
  const shown = answer.text.slice(0, MISFIT);
  return new AppError({
    kind: misfit.kind,
    code: misfit.code,
    what: misfit.what,
    ...misfit.why ? { why: misfit.why } : {},
    fix: `${misfit.fix}

It was answered${shown.length < answer.text.length ? ", in part" : ""}:
${shown}`,
    details: { ...misfit.details, ...answer.requestId ? { request_id: answer.requestId } : {} }
  });
}
async function toInput(args, context) {
  const { deps } = context.app;
  const named = args.files !== void 0 || args.diff !== void 0 || args.images !== void 0;
  const roots = named ? await context.host.roots() : void 0;
  return {
    prompt: args.prompt,
    model: args.model,
    systemPrompt: args.system_prompt,
    temperature: args.temperature,
    effort: args.reasoning_effort,
    verbosity: args.verbosity,
    threadId: args.thread_id,
    files: args.files,
    diff: args.diff,
    images: args.images,
    webSearch: args.web_search,
    outputSchema: args.output_schema,
    roots: resolveRoots({ roots, env: deps.env, cwd: deps.cwd })
  };
}
async function run2(args, context) {
  const { app, host, signal } = context;
  const asked = await toInput(args, context);
  if (args.dry_run) return { kind: "text", text: await previewQuestion(app, asked, signal) };
  const started = app.deps.now();
  let tail = "";
  let latest = {
    phase: "signing in",
    model: args.model,
    effort: args.reasoning_effort,
    thought: "",
    length: 0
  };
  const line = progressLine(host.progress, () => progressText(latest, app.deps.now() - started, tail));
  line.update();
  try {
    const { answer, gathered } = await putQuestion(app, asked, {
      signal,
      onText: (text) => {
        tail = (tail + text).slice(-TAIL2);
      },
      onProgress: (progress) => {
        latest = progress;
        line.update();
      }
    });
    if (answer.misfit) throw misfitError(answer, answer.misfit);
    const reporter = gathered && await import("./report-KBMR3GA6.js");
    const report = gathered && reporter ? reporter.renderReport(gathered, "assistant") : [];
    const shown = await fitted(answer, app.threads);
    const meta = {
      "codex-oauth/receipt": {
        ...receiptOf(answer),
        ...gathered && reporter ? reporter.attachmentReceipt(gathered) : {}
      },
      ...answer.output === void 0 ? {} : { "codex-oauth/output": answer.output }
    };
    return { kind: "text", text: renderAnswer(shown, report), meta };
  } finally {
    line.stop();
  }
}
async function fitted(answer, threads) {
  if (answer.text.length <= LARGE_ANSWER) return answer;
  try {
    const { head, path } = await threads.spill(answer.text);
    const note = `Only the beginning is shown: the whole answer, ${answer.text.length} characters, is in ${path}.`;
    return { ...answer, text: head, notes: [note, ...answer.notes] };
  } catch (error) {
    const why = error instanceof AppError ? ` ${error.message}` : "";
    const note = `Only the beginning is shown, and the whole answer could not be stored.${why}`;
    return { ...answer, text: headOf(answer.text), notes: [note, ...answer.notes] };
  }
}
var names = array(string().trim().min(1).max(1e3)).max(200).optional();
var input = strictObject({
  prompt: string().trim().min(1, "must not be empty").describe("The whole question. Codex sees this and what you attach, nothing else."),
  files: names.describe(
    "Paths, folders, globs in the workspace; `path:10-40` for lines, `!glob` to leave out."
  ),
  diff: string().trim().min(1).max(200).optional().describe("uncommitted, staged, a base ref, or a..b: attaches that git diff."),
  images: names.describe("Paths of png, jpeg, webp or gif."),
  thread_id: string().trim().min(1).max(100).optional().describe("Continues the thread of an earlier answer."),
  model: string().trim().min(1).max(100).optional().describe("Slug from codex_models; default: the best."),
  reasoning_effort: string().trim().min(1).max(20).optional().describe("low, medium, high, xhigh, max."),
  verbosity: _enum(VERBOSITIES).optional(),
  system_prompt: string().optional().describe("Replaces the default instructions."),
  temperature: number().min(0).max(1).optional().describe("Not sent on a ChatGPT plan."),
  web_search: boolean().optional(),
  output_schema: looseObject({}).optional().describe("JSON Schema of an object the answer must fit."),
  dry_run: boolean().optional().describe("Shows what would be sent; sends nothing.")
});
var queryTool = defineTool({
  name: "codex_query",
  title: "Ask Codex",
  description: "Ask OpenAI Codex (a GPT model) a question, paid by the user’s ChatGPT plan: a second opinion, a review, an explanation. Attach code with files and diff instead of pasting it; secrets are held back. Returns the answer, then a line with thread_id, model, tokens and plan limits. Takes seconds to minutes. Needs a login (codex_login).",
  input,
  annotations: { title: "Ask Codex", readOnlyHint: true, openWorldHint: true },
  meta: { "anthropic/maxResultSizeChars": 5e5, "anthropic/alwaysLoad": true },
  run: run2
});

// src/mcp/tools/status.ts
async function refreshLimits(app) {
  try {
    await app.refreshLimits();
    return void 0;
  } catch (error) {
    if (error instanceof AppError) return { limits_problem: error.message };
    throw error;
  }
}
var statusTool = defineTool({
  name: "codex_status",
  title: "Codex login status",
  description: "Tells whether the user is signed in to OpenAI Codex: account, plan, expiry, limits as last seen, a sign-in under way, and what is wrong and how to fix it. Asks nobody over the network unless refresh is true.",
  input: strictObject({
    refresh: boolean().optional().describe("Ask OpenAI for the plan’s limits as they are now.")
  }),
  annotations: {
    title: "Codex login status",
    readOnlyHint: true,
    idempotentHint: true,
    openWorldHint: true
  },
  run: async ({ refresh }, { app }) => {
    const failed = refresh ? await refreshLimits(app) : void 0;
    return { kind: "data", data: { ...await app.status(), ...failed } };
  }
});

// src/mcp/registrar.ts
var TOOLS = [queryTool, statusTool, loginTool, clearTool, modelsTool];
var ROOTS_TIMEOUT_MS = 2e3;
function definitionOf(tool) {
  const { $schema: _, ...inputSchema } = toJSONSchema(tool.input, { io: "input" });
  return {
    name: tool.name,
    title: tool.title,
    description: tool.description,
    // zod's JSON Schema of an object is an object schema.
    inputSchema,
    annotations: tool.annotations,
    ...tool.meta ? { _meta: tool.meta } : {}
  };
}
function toResult(output) {
  if (output.kind === "data") {
    return {
      content: [{ type: "text", text: JSON.stringify(output.data, null, 2) }],
      structuredContent: { ...output.data }
    };
  }
  return { content: [{ type: "text", text: output.text }], ...output.meta ? { _meta: output.meta } : {} };
}
function toErrorResult(error, log) {
  if (error instanceof AppError) {
    return {
      isError: true,
      content: [{ type: "text", text: redact(error.message) }],
      _meta: { "codex-oauth/error": { code: error.code, ...error.details } }
    };
  }
  const message = error instanceof Error ? error.stack ?? error.message : String(error);
  log.debug(`unexpected: ${message}`);
  const text = isAbort(error) ? "The call was cancelled." : `codex-oauth met an unexpected failure: ${redact(error instanceof Error ? error.message : "unknown")}. Try again; CODEX_DEBUG=1 writes a log.`;
  return { isError: true, content: [{ type: "text", text }] };
}
function hostLink(server, extra) {
  const token = extra._meta?.progressToken;
  let count = 0;
  const canElicit = server.getClientCapabilities()?.elicitation?.url !== void 0;
  return {
    showsProgress: token !== void 0,
    progress: (message) => {
      if (token === void 0) return;
      count += 1;
      extra.sendNotification({
        method: "notifications/progress",
        params: { progressToken: token, progress: count, message }
      }).catch(() => {
      });
    },
    roots: async () => {
      if (!server.getClientCapabilities()?.roots) return void 0;
      try {
        const { roots } = await server.listRoots({}, { timeout: ROOTS_TIMEOUT_MS });
        return roots.map((root) => root.uri);
      } catch {
        return void 0;
      }
    },
    elicitUrl: canElicit ? async ({ url, message, elicitationId, timeoutMs, signal }) => {
      try {
        const { action } = await server.elicitInput(
          { mode: "url", url, message, elicitationId },
          { timeout: timeoutMs, signal }
        );
        return { action };
      } catch {
        return { action: "failed" };
      }
    } : void 0
  };
}
function registerTools(server, back) {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS.map(definitionOf) }));
  server.setRequestHandler(CallToolRequestSchema, async (request, extra) => {
    const tool = TOOLS.find((t) => t.name === request.params.name);
    try {
      if (!tool) {
        throw new AppError({
          kind: "input",
          code: "tool.unknown",
          what: `There is no tool "${request.params.name.slice(0, 100)}".`,
          fix: `Use one of ${TOOLS.map((t) => t.name).join(", ")}.`
        });
      }
      const args = checkArguments(tool, request.params.arguments);
      back.log.debug(`call ${tool.name}`);
      const app = await back.app();
      return toResult(
        await tool.run(args, {
          app,
          host: hostLink(server, extra),
          signal: extra.signal,
          elicitationDone: (elicitationId) => {
            server.notification({ method: "notifications/elicitation/complete", params: { elicitationId } }).catch(() => {
            });
          }
        })
      );
    } catch (error) {
      return toErrorResult(error, back.log);
    }
  });
}

// src/mcp/resources.ts
var STATUS_URI = "codex-oauth://status";
var THREAD_PREFIX = "codex-oauth://thread/";
var LISTED = 50;
var NOT_FOUND = -32002;
var MARKDOWN = "text/markdown";
var RESOURCE_TEMPLATES = [
  {
    uriTemplate: `${THREAD_PREFIX}{thread_id}`,
    name: "thread",
    title: "A Codex conversation",
    description: "Questions and answers of one thread, also an answer that was interrupted, as far as it came.",
    mimeType: MARKDOWN
  }
];
function threadResource({ id, title, usedAt, ended, model }) {
  const when = new Date(usedAt).toISOString();
  return {
    uri: `${THREAD_PREFIX}${id}`,
    name: title || id,
    description: `${model}, used ${when}${ended ? "" : "; its last answer has no end yet"}`,
    mimeType: MARKDOWN,
    annotations: { lastModified: when }
  };
}
function registerResources(server, back) {
  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    const { threads } = await (await back.app()).threads.list({ limit: LISTED });
    const status = {
      uri: STATUS_URI,
      name: "status",
      title: "Codex login status",
      description: "Account, plan, limits as last seen, and what is wrong. Asks nobody over the network.",
      mimeType: "application/json"
    };
    return { resources: [status, ...threads.map(threadResource)] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [...RESOURCE_TEMPLATES]
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async (request) => {
    try {
      return await read(await back.app(), request.params.uri);
    } catch (error) {
      throw protocolError(error, request.params.uri);
    }
  });
}
async function read(app, uri) {
  if (uri === STATUS_URI) {
    const text = JSON.stringify(await app.status(), null, 2);
    return { contents: [{ uri, mimeType: "application/json", text }] };
  }
  if (!uri.startsWith(THREAD_PREFIX)) {
    throw new AppError({
      kind: "input",
      code: "resource.unknown",
      what: `There is no resource ${uri.slice(0, 200)}.`,
      fix: `Read ${STATUS_URI} or ${THREAD_PREFIX}<thread_id>.`
    });
  }
  const thread = await app.threads.load(uri.slice(THREAD_PREFIX.length));
  return { contents: [{ uri, mimeType: MARKDOWN, text: threadMarkdown(thread) }] };
}
function protocolError(error, uri) {
  const message = redact(error instanceof AppError ? error.message : "The resource could not be read.");
  const missing = error instanceof AppError && error.kind === "input";
  return new McpError(missing ? NOT_FOUND : ErrorCode.InternalError, message, { uri });
}
function threadCompleters(back) {
  return {
    thread_id: async () => (await (await back.app()).threads.list({ limit: LISTED })).threads.map((t) => t.id)
  };
}

// src/mcp/serve.ts
var ACCOUNT_METHODS = CAPABILITIES.experimental[ACCOUNT_CAPABILITY].methods;
async function serve(behind, transport) {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS });
  server.onerror = (error) => behind.log.debug(`protocol: ${error.message}`);
  let account;
  const accountApi = () => {
    account ??= Promise.all([behind.app(), import("./account-api-TII6Q2NM.js")]).then(
      ([app, { createAccountApi }]) => createAccountApi(server, app, transport)
    );
    return account;
  };
  const back = {
    log: behind.log,
    app: async () => {
      if (ownsLogin(server, transport)) await accountApi();
      return behind.app();
    }
  };
  registerLogging(server, back);
  registerTools(server, back);
  registerPrompts(server);
  registerCompletions(server, back, threadCompleters(back));
  registerResources(server, back);
  server.fallbackRequestHandler = async ({ method, params }) => {
    const answer = ACCOUNT_METHODS.includes(method) ? (await accountApi())(method, isObject(params) ? params : {}) : void 0;
    if (!answer) throw new McpError(ErrorCode.MethodNotFound, `Method not found: ${method}`);
    return { ...await answer };
  };
  await server.connect(transport);
}
function ownsLogin(server, transport) {
  const words = transport.clientCapabilities;
  return server.getClientCapabilities()?.experimental?.[ACCOUNT_CAPABILITY] !== void 0 || isObject(words) && words["experimentalApi"] === true;
}
export {
  serve
};
