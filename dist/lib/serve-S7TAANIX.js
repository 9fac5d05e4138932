import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(import.meta.url);
import {
  AjvJsonSchemaValidator,
  Protocol,
  assertClientRequestTaskCapability,
  assertToolsCallTaskCapability,
  getLiteralValue,
  getObjectShape,
  mergeCapabilities,
  safeParse
} from "./chunk-PTIPHAAI.js";
import {
  threadMarkdown
} from "./chunk-ZVQ7K4RU.js";
import {
  resolveRoots
} from "./chunk-2IY5JK4W.js";
import {
  LARGE_ANSWER,
  headOf,
  identityOfLogin
} from "./chunk-EXX5YONK.js";
import "./chunk-EDQ6JSDB.js";
import {
  VERBOSITIES,
  describeModels,
  listedModels,
  receiptOf
} from "./chunk-YFA55NLP.js";
import {
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
  ReadResourceRequestSchema,
  SUPPORTED_PROTOCOL_VERSIONS,
  SetLevelRequestSchema,
  toJSONSchema,
  v4_exports
} from "./chunk-FX4YCCGH.js";
import "./chunk-DKXVVAY3.js";
import {
  limitsLine
} from "./chunk-NBLTNHPS.js";
import {
  maskEmail,
  redact
} from "./chunk-N76N25DY.js";
import {
  humanSeconds
} from "./chunk-HKZU3PR2.js";
import "./chunk-6O7S6XGZ.js";
import {
  ACCOUNT_CAPABILITY,
  CAPABILITIES,
  INSTRUCTIONS,
  SERVER_INFO
} from "./chunk-XPLWLGVX.js";
import "./chunk-ZC4QSVQU.js";
import {
  isObject
} from "./chunk-L5FXI35G.js";
import {
  AppError,
  cancelled,
  isAbort,
  say
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
function registerCompletions(server, back) {
  const valuesOf = async (name) => {
    switch (name) {
      case "model":
        return listedModels((await (await back.app()).models()).models).map((m) => m.slug);
      case "base":
        return ["uncommitted", "staged", "main", "master"];
      case "thread_id":
        return (await (await back.app()).threads.list({ limit: MOST })).threads.map((t) => t.id);
      default:
        return [];
    }
  };
  server.setRequestHandler(CompleteRequestSchema, async ({ params }) => {
    const typed = params.argument.value.toLowerCase();
    const all = await valuesOf(params.argument.name);
    const starting = all.filter((v) => v.toLowerCase().startsWith(typed));
    const values = starting.length > 0 ? starting : all.filter((v) => v.toLowerCase().includes(typed));
    return {
      completion: { values: values.slice(0, MOST), total: values.length, hasMore: values.length > MOST }
    };
  });
}

// src/mcp/logging.ts
function registerLogging(server, back) {
  let wanted = false;
  server.setRequestHandler(SetLevelRequestSchema, ({ params }) => {
    wanted = params.level === "debug";
    return {};
  });
  back.log.listen?.((data) => {
    if (!wanted) return;
    const params = { level: "debug", logger: "codex-oauth", data };
    server.notification({ method: "notifications/message", params }).catch(() => {
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
    text: (arg) => `Ask Codex with codex_query${arg("model") ? ` and model "${arg("model")}"` : ""}, and relay its answer as it is:

${arg("question")}`
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
      { name: "focus", description: "What to look at most closely." }
    ],
    text: (arg) => [
      `Have Codex review the changes with codex_query and diff "${arg("base") || "uncommitted"}".`,
      "Ask it for findings only, ordered by severity, each with file and line.",
      ...arg("focus") ? [`Ask it to look most closely at: ${arg("focus")}`] : [],
      "Relay the findings as they are, then say which of them you agree with."
    ].join("\n")
  }
];
var refusal = (message) => new McpError(ErrorCode.InvalidParams, message);
function registerPrompts(server) {
  server.setRequestHandler(ListPromptsRequestSchema, () => ({
    prompts: PROMPTS.map(({ text: _, ...prompt }) => prompt)
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: args = {} } }) => {
    const prompt = PROMPTS.find((p) => p.name === name);
    const names = PROMPTS.map((p) => p.name).join(" and ");
    if (!prompt) throw refusal(`There is no prompt "${name.slice(0, 100)}". There are ${names}.`);
    const value = (key) => args[key]?.trim() ?? "";
    const missing = prompt.arguments.find((a) => a.required && value(a.name) === "");
    if (missing) throw refusal(`The prompt "${name}" needs "${missing.name}": ${missing.description}`);
    return {
      description: prompt.description,
      messages: [{ role: "user", content: { type: "text", text: prompt.text(value) } }]
    };
  });
}

// src/mcp/arguments.ts
var schemas = /* @__PURE__ */ new Map();
function schemaOf(tool) {
  const schema = schemas.get(tool) ?? tool.input(v4_exports);
  schemas.set(tool, schema);
  return schema;
}
function inputSchemaOf(tool) {
  const { $schema: _, ...schema } = toJSONSchema(schemaOf(tool), { io: "input" });
  return schema;
}
var article = (word) => /^[aeiou]/.test(word) ? `an ${word}` : `a ${word}`;
function typeName(value) {
  return value === null ? "null" : article(Array.isArray(value) ? "array" : typeof value);
}
function sentence(issue) {
  const name = issue.path.join(".") || "The arguments";
  switch (issue.code) {
    case "unrecognized_keys":
      return `Unknown argument ${issue.keys.map((k) => `"${k.slice(0, 60)}"`).join(", ")}.`;
    case "invalid_type":
      return issue.input === void 0 ? `"${name}" is missing; it must be ${article(issue.expected)}.` : `"${name}" must be ${article(issue.expected)}, not ${typeName(issue.input)}.`;
    case "invalid_value":
      return `"${name}" must be one of ${issue.values.map(String).join(", ")}.`;
    default:
      return `"${name}": ${issue.message.replace(/\.$/, "")}.`;
  }
}
function checkArguments(tool, input3 = {}) {
  const schema = schemaOf(tool);
  const parsed = schema.safeParse(input3, { reportInput: true });
  if (parsed.success) return parsed.data;
  const known = Object.keys(schema.shape).join(", ");
  const { issues } = parsed.error;
  throw new AppError({
    kind: "input",
    code: "arguments.invalid",
    what: issues.map(sentence).join(" "),
    why: `${tool.name} takes ${known || "no arguments"}.`,
    fix: `${issues.some((i) => i.code === "unrecognized_keys") ? "Remove" : "Correct"} it and call again.`
  });
}

// src/mcp/host.ts
import { randomUUID } from "node:crypto";
var ROOTS_TIMEOUT_MS = 2e3;
function hostLink(server, extra) {
  const { roots, elicitation } = server.getClientCapabilities() ?? {};
  const progressToken = extra._meta?.progressToken;
  let count = 0;
  return {
    showsProgress: progressToken !== void 0,
    progress: (message) => {
      if (progressToken === void 0) return;
      count += 1;
      const params = { progressToken, progress: count, message };
      extra.sendNotification({ method: "notifications/progress", params }).catch(() => {
      });
    },
    roots: async () => {
      if (!roots) return void 0;
      const listed = await server.listRoots({}, { timeout: ROOTS_TIMEOUT_MS }).catch(() => void 0);
      return listed?.roots.map((root) => root.uri);
    },
    elicitUrl: elicitation?.url ? async ({ url, message, timeoutMs, signal, finished }) => {
      const elicitationId = randomUUID();
      const complete = () => {
        server.notification({ method: "notifications/elicitation/complete", params: { elicitationId } }).catch(() => {
        });
      };
      finished.then(complete, complete);
      return server.elicitInput({ mode: "url", url, message, elicitationId }, { timeout: timeoutMs, signal }).then(({ action }) => action).catch(() => "failed");
    } : void 0
  };
}

// src/mcp/tool.ts
function defineTool(tool) {
  return tool;
}

// src/mcp/tools/clear.ts
var revocation = {
  revoked: "It was revoked at OpenAI as well.",
  failed: "It could not be revoked at OpenAI: it expires by itself, or end it under https://chatgpt.com/#settings/Security.",
  nothing: "There was nothing to revoke at OpenAI."
};
function clearedText(cleared, authFile) {
  const untouched = "Other entries of the file, the Codex CLI’s own login and API keys were not touched.";
  if (!cleared.removed) return `There was no codex login in ${authFile}. ${untouched}`;
  const who = `Signed out${cleared.accountId ? ` of account ${cleared.accountId}` : ""}`;
  return cleared.external ? `${who}: the login that the application had handed over was forgotten. It was in memory only; nothing on disk was touched and nothing was revoked.` : `${who}: the login was removed from ${authFile}. ${revocation[cleared.revocation]} ${untouched}`;
}
var clearTool = defineTool({
  name: "codex_clear",
  title: "Sign out of Codex",
  description: "Signs out: removes this plugin’s Codex login and revokes it at OpenAI. Only when the user asks for it. The Codex CLI’s own login is not touched.",
  input: (z) => z.strictObject({}),
  annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
  run: async (_args, { app }) => ({
    kind: "text",
    text: clearedText(await app.clear(), app.settings.authFile)
  })
});

// src/mcp/progress.ts
var SHORTEST_MS = 400;
var LONGEST_MS = 1e3;
var MAX_LENGTH = 190;
function progressLine(send, line) {
  let last = -SHORTEST_MS;
  let due;
  let stopped = false;
  const fire = () => {
    last = performance.now();
    send(oneLine(line(), MAX_LENGTH));
    due = setTimeout(fire, LONGEST_MS);
  };
  return {
    update: () => {
      if (stopped) return;
      clearTimeout(due);
      const wait = SHORTEST_MS - (performance.now() - last);
      if (wait > 0) due = setTimeout(fire, wait);
      else fire();
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
  const end = flatten(tail).slice(-TAIL).replace(HALVES, "");
  const about = telling ? progress.thought : end && `…${end}`;
  const elapsed = `${Math.max(0, Math.round(elapsedMs / 1e3))} s`;
  return [verbs[progress.phase], model, elapsed, written, about].filter(Boolean).join(" · ");
}

// src/mcp/tools/login.ts
var waiting = /* @__PURE__ */ new WeakMap();
var offered = /* @__PURE__ */ new WeakSet();
var PATIENCE_MS = 45e3;
var timeLeft = (attempt, app) => humanSeconds((attempt.expiresAt - app.deps.now()) / 1e3);
function howToSignIn({ browser, device }) {
  const ways = [
    device && `open ${device.url} in any browser and type the code ${device.userCode} (never type a code that someone else sent you)`,
    browser && `open ${browser.url} in a browser on this machine`
  ];
  return `To sign in to OpenAI Codex, ${ways.filter(Boolean).join("; or ")}.`;
}
function signedInText(login) {
  const { email, plan, accountId } = identityOfLogin(login);
  const who = `${email ? ` as ${maskEmail(email)}` : ""}${plan ? ` (${plan} plan)` : ""}`;
  return `Signed in to OpenAI Codex${who}, account ${accountId ?? "unknown"}. codex_query is ready.`;
}
function pendingText(attempt, app) {
  return `pending: ${howToSignIn(attempt)} Show this to the user exactly as it is. The sign-in can be finished within ${timeLeft(attempt, app)} while this session is open; codex_status tells when it is done.`;
}
function waitingLine(attempt, app) {
  const { device } = attempt;
  const what = device ? `${device.userCode} at ${device.url}` : "continue in your browser";
  return `${what} · ${timeLeft(attempt, app)} left`;
}
async function dialog(attempt, { app, host }, signal) {
  const target = attempt.device ?? attempt.browser;
  if (!host.elicitUrl || !target || offered.has(attempt)) return void 0;
  offered.add(attempt);
  const answer = await host.elicitUrl({
    url: target.url,
    // Short, because a dialog shows one line of it; the code comes first.
    message: attempt.device ? `Type ${attempt.device.userCode} there. Never type a code that someone else sent you.` : "Sign in to OpenAI Codex with your ChatGPT account.",
    timeoutMs: Math.max(1e3, attempt.expiresAt - app.deps.now()),
    signal,
    finished: attempt.done
  });
  offered.delete(attempt);
  return answer;
}
async function run({ method, timeout_seconds: seconds }, context) {
  const { app, host, signal } = context;
  signal.throwIfAborted();
  const joined = app.signIn.pending() !== void 0;
  const { lanes, fallback } = app.lanesFor(method);
  const timeoutMs = seconds === void 0 ? app.settings.loginTimeoutMs : seconds * 1e3;
  const attempt = await app.signIn.begin({ lanes, fallback, timeoutMs });
  waiting.set(attempt, (waiting.get(attempt) ?? 0) + 1);
  const aborted = new Promise((_resolve, reject) => {
    const leave = () => {
      const left = (waiting.get(attempt) ?? 1) - 1;
      waiting.set(attempt, left);
      const reason = cancelled("The sign-in was cancelled.");
      if (left <= 0) attempt.cancel(reason);
      reject(reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
  host.progress(howToSignIn(attempt));
  const line = progressLine(host.progress, () => waitingLine(attempt, app));
  line.update();
  const ended = new AbortController();
  const present = async () => {
    const blind = !host.elicitUrl && !host.showsProgress;
    switch (await dialog(attempt, context, ended.signal)) {
      case "accept":
        return attempt.done;
      case "decline":
        attempt.cancel(cancelled("The sign-in was declined."));
        return attempt.done;
      case "cancel":
        return "pending";
      default: {
        const { browser, device } = attempt;
        const mayOpen = !joined && !device && !app.settings.neverOpenBrowser;
        if (browser && mayOpen && !ended.signal.aborted) app.deps.openBrowser(browser.url).catch(() => {
        });
        if (!blind) await app.deps.sleep(PATIENCE_MS, ended.signal).catch(() => {
        });
        return "pending";
      }
    }
  };
  try {
    const outcome = await Promise.race([aborted, attempt.done, present()]);
    return { kind: "text", text: outcome === "pending" ? pendingText(attempt, app) : signedInText(outcome) };
  } finally {
    line.stop();
    ended.abort();
  }
}
var input = (z) => z.strictObject({
  method: z.enum(["auto", "browser", "device"]).default("auto").describe("device: a code for a browser on another machine."),
  timeout_seconds: z.number().int().min(1).max(3600).optional().describe("How long to wait (default 300).")
});
var loginTool = defineTool({
  name: "codex_login",
  title: "Sign in to Codex",
  description: 'Signs the user in to OpenAI Codex with a ChatGPT account. Opens the sign-in page in the browser, or gives an address and a code where there is no browser. Waits until it is done, or returns "pending" with the address: show it to the user exactly as it is. A second call joins the first.',
  input,
  annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  run
});

// src/mcp/tools/models.ts
var modelsTool = defineTool({
  name: "codex_models",
  title: "Codex models",
  description: "Lists the models the account may use with codex_query, the default one, and their reasoning efforts and context windows.",
  input: (z) => z.strictObject({}),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
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
  return [thread, answer.model, answer.effort, tokens, limits].filter(Boolean).join(" · ");
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
  const { kind, code, what, why, fix, details } = misfit;
  const part = shown.length < answer.text.length ? ", in part" : "";
  return new AppError({
    kind,
    code,
    what,
    why,
    fix: say`${fix}\n\nThe answer was${part}:\n${shown}`,
    details: { ...details, ...answer.requestId ? { request_id: answer.requestId } : {} }
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
  if (args.dry_run) return { kind: "text", text: await app.preview(asked, signal) };
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
    const answer = await app.ask(asked, {
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
    const { gathered } = answer;
    const reporter = gathered && await import("./report-F3UQ3XIJ.js");
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
var input2 = (z) => {
  const word = (most) => z.string().trim().min(1).max(most);
  const names = z.array(word(1e3)).max(200).optional();
  return z.strictObject({
    prompt: z.string().trim().min(1, "must not be empty").describe("The whole question. Codex sees this and what you attach, nothing else."),
    files: names.describe(
      "Paths, folders, globs in the workspace; `path:10-40` for lines, `!glob` to leave out."
    ),
    diff: word(200).optional().describe("uncommitted, staged, a base ref, or a..b: attaches that git diff."),
    images: names.describe("Paths of png, jpeg, webp or gif."),
    thread_id: word(100).optional().describe("Continues the thread of an earlier answer."),
    model: word(100).optional().describe("Slug from codex_models; default: the best."),
    reasoning_effort: word(20).optional().describe("low, medium, high, xhigh, max."),
    verbosity: z.enum(VERBOSITIES).optional(),
    system_prompt: z.string().optional().describe("Replaces the default instructions."),
    temperature: z.number().min(0).max(1).optional().describe("Not sent on a ChatGPT plan."),
    web_search: z.boolean().optional(),
    output_schema: z.looseObject({}).optional().describe("JSON Schema of an object the answer must fit."),
    dry_run: z.boolean().optional().describe("Shows what would be sent; sends nothing.")
  });
};
var queryTool = defineTool({
  name: "codex_query",
  title: "Ask Codex",
  description: "Ask OpenAI Codex (a GPT model) a question, paid by the user’s ChatGPT plan: a second opinion, a review, an explanation. Attach code with files and diff instead of pasting it; secrets are held back. Returns the answer, then a line with thread_id, model, tokens and plan limits. Takes seconds to minutes. Needs a login (codex_login).",
  input: input2,
  annotations: { readOnlyHint: true, openWorldHint: true },
  meta: { "anthropic/maxResultSizeChars": 5e5, "anthropic/alwaysLoad": true },
  run: run2
});

// src/mcp/tools/status.ts
var statusTool = defineTool({
  name: "codex_status",
  title: "Codex login status",
  description: "Tells whether the user is signed in to OpenAI Codex: account, plan, expiry, limits as last seen, a sign-in under way, and what is wrong and how to fix it. Makes no network request unless refresh is true.",
  input: (z) => z.strictObject({
    refresh: z.boolean().optional().describe("Ask OpenAI for the plan’s limits as they are now.")
  }),
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: true },
  run: async ({ refresh }, { app }) => {
    const failed = refresh ? await app.refreshLimits().then(
      () => ({}),
      (error) => {
        if (error instanceof AppError) return { limits_problem: error.message };
        throw error;
      }
    ) : {};
    return { kind: "data", data: { ...await app.status(), ...failed } };
  }
});

// src/mcp/registrar.ts
var TOOLS = [queryTool, statusTool, loginTool, clearTool, modelsTool];
function definitionOf(tool) {
  const { name, title, description, annotations, meta } = tool;
  return {
    name,
    title,
    description,
    inputSchema: inputSchemaOf(tool),
    annotations: { title, ...annotations },
    ...meta ? { _meta: meta } : {}
  };
}
function toResult(output) {
  if (output.kind === "text")
    return { content: [{ type: "text", text: output.text }], ...output.meta ? { _meta: output.meta } : {} };
  const text = JSON.stringify(output.data, null, 2);
  return { content: [{ type: "text", text }], structuredContent: { ...output.data } };
}
function toErrorResult(error, log) {
  if (error instanceof AppError) {
    return {
      isError: true,
      content: [{ type: "text", text: redact(error.message) }],
      _meta: { "codex-oauth/error": { code: error.code, ...error.details } }
    };
  }
  log.debug(`unexpected: ${error instanceof Error ? error.stack ?? error.message : String(error)}`);
  const text = isAbort(error) ? "The call was cancelled." : `An unexpected error: ${redact(error instanceof Error ? error.message : "unknown")}. Try again; CODEX_DEBUG=1 writes a log.`;
  return { isError: true, content: [{ type: "text", text }] };
}
function find(name) {
  const tool = TOOLS.find((t) => t.name === name);
  if (tool) return tool;
  throw new AppError({
    kind: "input",
    code: "tool.unknown",
    what: `There is no tool "${name}".`,
    fix: `Use one of ${TOOLS.map((t) => t.name).join(", ")}.`
  });
}
function registerTools(server, back) {
  server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: TOOLS.map(definitionOf) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra) => {
    const name = params.name.slice(0, 100);
    const started = performance.now();
    back.log.debug(`call ${name}`);
    try {
      const tool = find(name);
      const args = checkArguments(tool, params.arguments);
      const app = await back.app();
      return toResult(await tool.run(args, { app, host: hostLink(server, extra), signal: extra.signal }));
    } catch (error) {
      return toErrorResult(error, back.log);
    } finally {
      back.log.debug(`${name} took ${Math.round(performance.now() - started)} ms`);
    }
  });
}

// src/mcp/resources.ts
var THREAD_PREFIX = "codex-oauth://thread/";
var LISTED = 50;
var NOT_FOUND = -32002;
var MARKDOWN = "text/markdown";
var STATUS = {
  uri: "codex-oauth://status",
  name: "status",
  title: "Codex login status",
  description: "Account, plan, limits as last seen, and what is wrong. Makes no network request.",
  mimeType: "application/json"
};
var THREAD_TEMPLATE = {
  uriTemplate: `${THREAD_PREFIX}{thread_id}`,
  name: "thread",
  title: "A Codex conversation",
  description: "Questions and answers of one thread; an interrupted answer as far as it came.",
  mimeType: MARKDOWN
};
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
async function textOf(app, uri) {
  if (uri === STATUS.uri) return JSON.stringify(await app.status(), null, 2);
  if (uri.startsWith(THREAD_PREFIX))
    return threadMarkdown(await app.threads.load(uri.slice(THREAD_PREFIX.length)));
  throw new AppError({
    kind: "input",
    code: "resource.unknown",
    what: `There is no resource ${uri.slice(0, 200)}.`,
    fix: `Read ${STATUS.uri} or ${THREAD_PREFIX}<thread_id>.`
  });
}
function protocolError(error, uri) {
  const message = redact(error instanceof AppError ? error.message : "The resource could not be read.");
  const missing = error instanceof AppError && error.kind === "input";
  return new McpError(missing ? NOT_FOUND : ErrorCode.InternalError, message, { uri });
}
function registerResources(server, back) {
  server.setRequestHandler(ListResourcesRequestSchema, async () => {
    const { threads } = await (await back.app()).threads.list({ limit: LISTED });
    return { resources: [STATUS, ...threads.map(threadResource)] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [THREAD_TEMPLATE]
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }) => {
    const mimeType = uri === STATUS.uri ? "application/json" : MARKDOWN;
    try {
      return { contents: [{ uri, mimeType, text: await textOf(await back.app(), uri) }] };
    } catch (error) {
      throw protocolError(error, uri);
    }
  });
}

// src/mcp/serve.ts
var ACCOUNT_METHODS = CAPABILITIES.experimental[ACCOUNT_CAPABILITY].methods;
async function serve(behind, transport) {
  const server = new Server(SERVER_INFO, { capabilities: CAPABILITIES, instructions: INSTRUCTIONS });
  server.onerror = (error) => behind.log.debug(`protocol: ${error.message}`);
  let account;
  const accountApi = () => {
    account ??= Promise.all([behind.app(), import("./account-api-BFY4XMH2.js")]).then(
      ([app, { createAccountApi }]) => createAccountApi(server, app, () => ownsLogin(server, transport))
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
  registerCompletions(server, back);
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
